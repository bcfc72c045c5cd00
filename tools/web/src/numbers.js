// Numbers as people read them: the same scales and words as in the tables of the page.

const scales = {
  en: [
    [1e12, 1e12, "tn"],
    [1e9, 1e9, "bn"],
    [1e6, 1e6, "M"],
    [1e4, 1e3, "k"],
  ],
  zh: [
    [1e12, 1e12, "万亿"],
    [1e8, 1e8, "亿"],
    [1e4, 1e4, "万"],
  ],
};
const isChinese = (text) => /^[\u2e80-\uffef]/.test(text);

export class Numbers {
  constructor(language, words) {
    this.language = language;
    this.words = words;
    this.locale = language === "zh" ? "zh-CN" : "en";
  }

  /** The scale for values up to `largest`: what to divide by, and what follows the number. */
  scale(unit, largest, difference = false) {
    if (unit === "share") return { divisor: 0.01, unit: difference ? this.words.points : "%" };
    const found = scales[this.language].find(([least]) => Math.abs(largest) >= least);
    if (!found) return { divisor: 1, unit };
    const [, divisor, name] = found;
    const gap = unit && !(isChinese(name) && isChinese(unit)) ? " " : "";
    return { divisor, unit: name + gap + unit };
  }

  /** The scale for numbers beside one another. Chinese counts them in whole 万 up to 10 亿, as tables do. */
  commonScale(unit, largest, difference = false) {
    const most = this.language === "zh" && largest >= 1e8 && largest < 1e9 ? 1e7 : largest;
    return this.scale(unit, most, difference);
  }

  /** A number with its unit and so many significant digits, "1.24 M CNY"; differences have a sign. */
  quantity(value, unit, { difference = false, digits = 4 } = {}) {
    const scale = this.scale(unit, value, difference);
    const text = this.digits(value / scale.divisor, digits, difference);
    const gap = scale.unit && !(this.language === "zh" && scale.unit === "%") ? " " : "";
    return text + gap + scale.unit;
  }

  /** The number on an axis of this scale. */
  tick(value, scale) {
    return this.digits(value / scale.divisor, 6);
  }

  /** The number beside others of this scale: as many decimals as the largest needs for three digits. */
  label(value, scale, largest, signed = false) {
    const power = Math.floor(Math.log10(largest / scale.divisor || 1));
    const decimals = value === 0 ? 0 : Math.min(6, Math.max(0, 2 - power));
    return new Intl.NumberFormat(this.locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? "exceptZero" : "negative",
    }).format(value / scale.divisor);
  }

  digits(value, most, signed = false) {
    return new Intl.NumberFormat(this.locale, {
      maximumSignificantDigits: most,
      signDisplay: signed ? "exceptZero" : "negative",
    }).format(value);
  }
}
