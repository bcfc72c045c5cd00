#pragma once
// Replications side by side: a quantity of a block of replications is a row of lanes, one lane
// each. A lane never looks at its neighbour, so results do not depend on the width.

#include <immintrin.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

// The hot library is built once per instruction level; the inline namespace keeps the types of
// different levels apart at link time.
#ifndef CHANNELSIM_LEVEL
#define CHANNELSIM_LEVEL x86_64_v2
#endif
// Lanes of a block. Sixteen, because one Philox call on an AVX-512 register fills sixteen lanes.
#ifndef CHANNELSIM_LANES
#define CHANNELSIM_LANES 16
#endif
#define CHANNELSIM_INLINE [[gnu::always_inline]] inline
// What the hot library shows to the program; everything else in it is its own.
#define CHANNELSIM_EXPORT [[gnu::visibility("default")]]

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

#if defined(__AVX512F__)
inline constexpr int register_width = 8;
#elif defined(__AVX2__)
inline constexpr int register_width = 4;
#else
inline constexpr int register_width = 2;
#endif

/// One value of type `Element` (64 bits) per lane, held in `parts` registers.
template <class Element, int Width>
struct RowOf {
  static_assert(sizeof(Element) == 8 && Width >= 1 && std::has_single_bit(unsigned(Width)));
  static constexpr int width = Width;
  static constexpr int native = Width < register_width ? Width : register_width;
  static constexpr int parts = Width / native;
  using Native [[gnu::vector_size(native * 8)]] = Element;

  alignas(Width * 8 < 64 ? Width * 8 : 64) Native part[parts];

  RowOf() = default;  // uninitialised, as a double is
  CHANNELSIM_INLINE explicit(false) RowOf(Element value) {
    for (Native& each : part) each = value - Native{};
  }

  /// Builds a row register by register; constant indices keep it out of memory.
  template <class Make>
  CHANNELSIM_INLINE static RowOf from_parts(Make make) {
    RowOf row;
    [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) {
      ((row.part[I] = make(std::integral_constant<int, I>{})), ...);
    }
    (std::make_integer_sequence<int, parts>{});
    return row;
  }
  /// Reads `Width` consecutive elements.
  CHANNELSIM_INLINE static RowOf load(const Element* from) {
    RowOf row;
    __builtin_memcpy(row.part, from, sizeof row.part);
    return row;
  }
  CHANNELSIM_INLINE void store(Element* to) const { __builtin_memcpy(to, part, sizeof part); }

  CHANNELSIM_INLINE Element operator[](int lane) const {
    return part[lane / native][lane % native];
  }
  CHANNELSIM_INLINE void set(int lane, Element value) {
    part[lane / native][lane % native] = value;
  }
};

/// A row of `Width` elements of a longer one, which holds several of them one behind the other.
template <int Width, class Element, int Whole>
CHANNELSIM_INLINE RowOf<Element, Width> row_of(const RowOf<Element, Whole>& whole, int number) {
  using Row = RowOf<Element, Width>;
  Row row;
  if constexpr (Row::native == RowOf<Element, Whole>::native)
    for (int i = 0; i < Row::parts; ++i) row.part[i] = whole.part[number * Row::parts + i];
  else
    for (int i = 0; i < Width; ++i) row.set(i, whole[number * Width + i]);
  return row;
}
/// Puts such a row in its place.
template <int Width, class Element, int Whole>
CHANNELSIM_INLINE void set_row(RowOf<Element, Whole>& whole, int number,
                               const RowOf<Element, Width>& row) {
  using Row = RowOf<Element, Width>;
  if constexpr (Row::native == RowOf<Element, Whole>::native)
    for (int i = 0; i < Row::parts; ++i) whole.part[number * Row::parts + i] = row.part[i];
  else
    for (int i = 0; i < Width; ++i) whole.set(number * Width + i, row[i]);
}
/// The same row several times.
template <int times, class Element, int Width>
CHANNELSIM_INLINE RowOf<Element, Width * times> repeated(const RowOf<Element, Width>& row) {
  if constexpr (Width == 1)
    return row[0];
  else
    return RowOf<Element, Width * times>::from_parts(
        [&](auto i) { return row.part[i % RowOf<Element, Width>::parts]; });
}

template <int Width>
using LanesOf = RowOf<double, Width>;  // a number per lane
template <int Width>
using WordsOf = RowOf<std::uint64_t, Width>;  // 64 bits per lane
/// Yes (all bits set) or no (zero) per lane.
template <int Width>
struct MaskOf {
  RowOf<std::int64_t, Width> bits;
  MaskOf() = default;
  CHANNELSIM_INLINE explicit(false) MaskOf(bool value) : bits(value ? -1 : 0) {}
  template <class Bits>
  CHANNELSIM_INLINE explicit MaskOf(Bits row) : bits(row) {}
  CHANNELSIM_INLINE bool operator[](int lane) const { return bits[lane] != 0; }
};

using Lanes = LanesOf<CHANNELSIM_LANES>;
using Mask = MaskOf<CHANNELSIM_LANES>;
inline constexpr int lanes_per_block = CHANNELSIM_LANES;
static_assert(lanes_per_block == 16 || lanes_per_block == 32);

// Arithmetic and comparison, lane by lane; a plain number stands for a row of equal lanes.
#define CHANNELSIM_ROW_OPERATOR(op)                                                     \
  template <class E, int W>                                                             \
  CHANNELSIM_INLINE RowOf<E, W> operator op(RowOf<E, W> a, RowOf<E, W> b) {             \
    return RowOf<E, W>::from_parts([&](auto i) { return a.part[i] op b.part[i]; });     \
  }                                                                                     \
  template <class E, int W>                                                             \
  CHANNELSIM_INLINE RowOf<E, W> operator op(RowOf<E, W> a, std::type_identity_t<E> b) { \
    return a op RowOf<E, W>(b);                                                         \
  }                                                                                     \
  template <class E, int W>                                                             \
  CHANNELSIM_INLINE RowOf<E, W> operator op(std::type_identity_t<E> a, RowOf<E, W> b) { \
    return RowOf<E, W>(a) op b;                                                         \
  }                                                                                     \
  template <class E, int W, class Other>                                                \
  CHANNELSIM_INLINE RowOf<E, W>& operator op##=(RowOf<E, W>& a, const Other& b) {       \
    return a = a op b;                                                                  \
  }
CHANNELSIM_ROW_OPERATOR(+)
CHANNELSIM_ROW_OPERATOR(-)
CHANNELSIM_ROW_OPERATOR(*)
CHANNELSIM_ROW_OPERATOR(/)
CHANNELSIM_ROW_OPERATOR(&)
CHANNELSIM_ROW_OPERATOR(|)
CHANNELSIM_ROW_OPERATOR(^)
#undef CHANNELSIM_ROW_OPERATOR

#define CHANNELSIM_ROW_COMPARISON(op)                                                 \
  template <class E, int W>                                                           \
  CHANNELSIM_INLINE MaskOf<W> operator op(RowOf<E, W> a, RowOf<E, W> b) {             \
    return MaskOf<W>(RowOf<std::int64_t, W>::from_parts([&](auto i) {                 \
      return (typename RowOf<std::int64_t, W>::Native)(a.part[i] op b.part[i]);       \
    }));                                                                              \
  }                                                                                   \
  template <class E, int W>                                                           \
  CHANNELSIM_INLINE MaskOf<W> operator op(RowOf<E, W> a, std::type_identity_t<E> b) { \
    return a op RowOf<E, W>(b);                                                       \
  }                                                                                   \
  template <class E, int W>                                                           \
  CHANNELSIM_INLINE MaskOf<W> operator op(std::type_identity_t<E> a, RowOf<E, W> b) { \
    return RowOf<E, W>(a) op b;                                                       \
  }
CHANNELSIM_ROW_COMPARISON(<)
CHANNELSIM_ROW_COMPARISON(<=)
CHANNELSIM_ROW_COMPARISON(>)
CHANNELSIM_ROW_COMPARISON(>=)
CHANNELSIM_ROW_COMPARISON(==)
CHANNELSIM_ROW_COMPARISON(!=)
#undef CHANNELSIM_ROW_COMPARISON

template <int W>
CHANNELSIM_INLINE LanesOf<W> operator-(LanesOf<W> a) {
  return LanesOf<W>(-0.0) - a;
}
template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> operator<<(RowOf<E, W> a, int count) {
  return RowOf<E, W>::from_parts([&](auto i) { return a.part[i] << count; });
}
template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> operator>>(RowOf<E, W> a, int count) {
  return RowOf<E, W>::from_parts([&](auto i) { return a.part[i] >> count; });
}

template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> operator>>(RowOf<E, W> a, RowOf<E, W> counts) {
  return RowOf<E, W>::from_parts([&](auto i) { return a.part[i] >> counts.part[i]; });
}

template <int W>
CHANNELSIM_INLINE MaskOf<W> operator&(MaskOf<W> a, MaskOf<W> b) {
  return MaskOf<W>(a.bits & b.bits);
}
template <int W>
CHANNELSIM_INLINE MaskOf<W> operator|(MaskOf<W> a, MaskOf<W> b) {
  return MaskOf<W>(a.bits | b.bits);
}
template <int W>
CHANNELSIM_INLINE MaskOf<W> operator!(MaskOf<W> a) {
  return MaskOf<W>(a.bits ^ std::int64_t{-1});
}

/// Takes `yes` where the mask holds and `no` elsewhere.
template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> select(MaskOf<W> mask, RowOf<E, W> yes, RowOf<E, W> no) {
  return RowOf<E, W>::from_parts(
      [&](auto i) { return mask.bits.part[i] ? yes.part[i] : no.part[i]; });
}
template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> select(MaskOf<W> mask, RowOf<E, W> yes, std::type_identity_t<E> no) {
  return select(mask, yes, RowOf<E, W>(no));
}
template <class E, int W>
CHANNELSIM_INLINE RowOf<E, W> select(MaskOf<W> mask, std::type_identity_t<E> yes, RowOf<E, W> no) {
  return select(mask, RowOf<E, W>(yes), no);
}
// Spelt out on registers, where compilers see that it is one instruction.
template <int W>
CHANNELSIM_INLINE LanesOf<W> min(LanesOf<W> a, LanesOf<W> b) {
  return LanesOf<W>::from_parts(
      [&](auto i) { return b.part[i] < a.part[i] ? b.part[i] : a.part[i]; });
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> max(LanesOf<W> a, LanesOf<W> b) {
  return LanesOf<W>::from_parts(
      [&](auto i) { return a.part[i] < b.part[i] ? b.part[i] : a.part[i]; });
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> min(LanesOf<W> a, double b) {
  return min(a, LanesOf<W>(b));
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> max(LanesOf<W> a, double b) {
  return max(a, LanesOf<W>(b));
}

template <class Native, class Each>
CHANNELSIM_INLINE Native each_element(Native x, Each each) {
  constexpr int count = sizeof(Native) / 8;
  for (int i = 0; i < count; ++i) x[i] = each(x[i]);
  return x;
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> square_root(LanesOf<W> a) {  // correctly rounded by IEEE 754
  return LanesOf<W>::from_parts(
      [&](auto i) { return each_element(a.part[i], [](double x) { return __builtin_sqrt(x); }); });
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> floor(LanesOf<W> a) {
  using Native = typename LanesOf<W>::Native;
  return LanesOf<W>::from_parts([&](auto i) -> Native {  // compilers take the lanes one by one
#if defined(__AVX512F__)
    if constexpr (LanesOf<W>::native == 8)
      return (Native)_mm512_maskz_roundscale_pd(0xff, (__m512d)a.part[i], _MM_FROUND_TO_NEG_INF);
#endif
#if defined(__AVX2__)
    if constexpr (LanesOf<W>::native == 4) return (Native)_mm256_floor_pd((__m256d)a.part[i]);
#endif
    if constexpr (LanesOf<W>::native == 2) return (Native)_mm_floor_pd((__m128d)a.part[i]);
    return each_element(a.part[i], [](double x) { return __builtin_floor(x); });
  });
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> ceil(LanesOf<W> a) {
  return -floor(-a);
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> abs(LanesOf<W> a) {
  return max(a, -a);
}

template <int W>
CHANNELSIM_INLINE bool any(MaskOf<W> mask) {
  auto seen = mask.bits.part[0];
  for (int i = 1; i < RowOf<std::int64_t, W>::parts; ++i) seen |= mask.bits.part[i];
#if defined(__AVX512F__)
  if constexpr (sizeof seen == 64) return _mm512_test_epi64_mask((__m512i)seen, (__m512i)seen) != 0;
#endif
  std::int64_t folded = 0;
  for (int i = 0; i < RowOf<std::int64_t, W>::native; ++i) folded |= seen[i];
  return folded != 0;
}
template <int W>
CHANNELSIM_INLINE bool all(MaskOf<W> mask) {
  return !any(!mask);
}
/// A bit for each lane, the first one lowest.
template <int W>
CHANNELSIM_INLINE std::uint64_t bits_of(MaskOf<W> mask) {
  static_assert(W <= 64);
  std::uint64_t bits = 0;
  for (int i = 0; i < RowOf<std::int64_t, W>::parts; ++i) {
    const auto& part = mask.bits.part[i];
    std::uint64_t of_part = 0;
#if defined(__AVX512F__)
    if constexpr (sizeof part == 64)
      of_part = _mm512_test_epi64_mask((__m512i)part, (__m512i)part);
    else
#endif
      for (int lane = 0; lane < RowOf<std::int64_t, W>::native; ++lane)
        of_part |= std::uint64_t(part[lane] != 0) << lane;
    bits |= of_part << (i * RowOf<std::int64_t, W>::native);
  }
  return bits;
}
/// For what is rare and branchy: calls `visit(lane)` for each lane where the mask holds.
template <int W, class Visit>
inline void for_each_lane(MaskOf<W> mask, Visit visit) {
  for (std::uint64_t left = bits_of(mask); left != 0; left &= left - 1)
    visit(std::countr_zero(left));
}

/// Writes the words of the lanes where the mask holds one behind the other, and returns how many
/// they are. There has to be room for all lanes.
template <int W>
CHANNELSIM_INLINE int write_where(MaskOf<W> mask, WordsOf<W> words, std::uint64_t* to) {
  std::uint64_t* end = to;
  for (int i = 0; i < WordsOf<W>::parts; ++i) {
#if defined(__AVX512F__)
    if constexpr (WordsOf<W>::native == 8) {
      const __m512i chosen = (__m512i)mask.bits.part[i];
      const __mmask8 where = _mm512_test_epi64_mask(chosen, chosen);
      _mm512_storeu_si512(end, _mm512_maskz_compress_epi64(where, (__m512i)words.part[i]));
      end += std::popcount(unsigned(where));
      continue;
    }
#endif
    for (int lane = 0; lane < WordsOf<W>::native; ++lane) {
      *end = words.part[i][lane];
      end += mask.bits.part[i][lane] != 0;
    }
  }
  return static_cast<int>(end - to);
}

/// The bits of a number, and back.
template <int W>
CHANNELSIM_INLINE WordsOf<W> to_bits(LanesOf<W> a) {
  return WordsOf<W>::from_parts([&](auto i) { return (typename WordsOf<W>::Native)a.part[i]; });
}
template <int W>
CHANNELSIM_INLINE LanesOf<W> from_bits(WordsOf<W> a) {
  return LanesOf<W>::from_parts([&](auto i) { return (typename LanesOf<W>::Native)a.part[i]; });
}

/// The entry of a table of eight for each lane, by the words of its places.
template <int W>
CHANNELSIM_INLINE LanesOf<W> look_up(const double (&table)[8], WordsOf<W> places) {
  using Native = typename LanesOf<W>::Native;
  return LanesOf<W>::from_parts([&](auto i) -> Native {
#if defined(__AVX512F__)
    if constexpr (LanesOf<W>::native == 8)
      return (Native)_mm512_maskz_permutexvar_pd(0xff, (__m512i)places.part[i],
                                                 _mm512_loadu_pd(table));
#endif
    Native found;
    for (int lane = 0; lane < LanesOf<W>::native; ++lane) found[lane] = table[places.part[i][lane]];
    return found;
  });
}

/// The numbers of 64 bits at these places of a table, one for each lane.
template <int W>
CHANNELSIM_INLINE LanesOf<W> gather(const double* table, WordsOf<W> places) {
  using Native = typename LanesOf<W>::Native;
  return LanesOf<W>::from_parts([&](auto i) -> Native {
#if defined(__AVX512F__)
    if constexpr (LanesOf<W>::native == 8)
      return (Native)_mm512_mask_i64gather_pd(_mm512_setzero_pd(), 0xff, (__m512i)places.part[i],
                                              table, 8);
#endif
    Native found;
    for (int lane = 0; lane < LanesOf<W>::native; ++lane) found[lane] = table[places.part[i][lane]];
    return found;
  });
}
/// The same of numbers of 32 bits, of whatever type they are.
template <int W>
CHANNELSIM_INLINE WordsOf<W> gather_halves(const void* table, WordsOf<W> places) {
  using Native = typename WordsOf<W>::Native;
  return WordsOf<W>::from_parts([&](auto i) -> Native {
#if defined(__AVX512F__)
    if constexpr (WordsOf<W>::native == 8)
      return (Native)_mm512_maskz_cvtepu32_epi64(
          0xff, _mm512_mask_i64gather_epi32(_mm256_setzero_si256(), 0xff, (__m512i)places.part[i],
                                            table, 4));
#endif
    Native found;
    for (int lane = 0; lane < WordsOf<W>::native; ++lane) {
      std::uint32_t half;
      __builtin_memcpy(&half, static_cast<const char*>(table) + 4 * places.part[i][lane], 4);
      found[lane] = half;
    }
    return found;
  });
}

/// Whole numbers below 2^52 as words.
template <int W>
CHANNELSIM_INLINE WordsOf<W> to_words(LanesOf<W> whole) {
  return to_bits(whole + 0x1p52) & std::uint64_t{0xfffffffffffff};
}
/// And back.
template <int W>
CHANNELSIM_INLINE LanesOf<W> to_numbers(WordsOf<W> whole) {
  return from_bits(whole | std::bit_cast<std::uint64_t>(0x1p52)) - 0x1p52;
}

/// The 64-bit product of the low 32 bits of each lane (compilers do not find this instruction).
template <int W>
CHANNELSIM_INLINE WordsOf<W> multiply_low_halves(WordsOf<W> a, WordsOf<W> b) {
  using Native = typename WordsOf<W>::Native;
  return WordsOf<W>::from_parts([&](auto i) -> Native {
#if defined(__AVX512F__)
    if constexpr (WordsOf<W>::native == 8)
      return (Native)_mm512_maskz_mul_epu32(0xff, (__m512i)a.part[i], (__m512i)b.part[i]);
#endif
#if defined(__AVX2__)
    if constexpr (WordsOf<W>::native == 4)
      return (Native)_mm256_mul_epu32((__m256i)a.part[i], (__m256i)b.part[i]);
#endif
    if constexpr (WordsOf<W>::native == 2)
      return (Native)_mm_mul_epu32((__m128i)a.part[i], (__m128i)b.part[i]);
    constexpr std::uint64_t low = 0xffffffff;
    return (a.part[i] & low) * (b.part[i] & low);
  });
}

// The same words on plain numbers, so that policies read and test on `double`.
CHANNELSIM_INLINE double select(bool mask, double yes, double no) { return mask ? yes : no; }
CHANNELSIM_INLINE double min(double a, double b) { return b < a ? b : a; }
CHANNELSIM_INLINE double max(double a, double b) { return a < b ? b : a; }
CHANNELSIM_INLINE double floor(double a) { return __builtin_floor(a); }
CHANNELSIM_INLINE double ceil(double a) { return __builtin_ceil(a); }
CHANNELSIM_INLINE bool any(bool mask) { return mask; }
CHANNELSIM_INLINE bool all(bool mask) { return mask; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
