// Which plans are shown; one choice for all pictures.

export class Choice {
  constructor(count) {
    this.hidden = new Set();
    this.count = count;
    this.listeners = [];
  }

  shows(plan) {
    return plan === null || plan === undefined || !this.hidden.has(plan);
  }

  /** Shows or hides a plan; the last one stays. */
  toggle(plan) {
    if (this.hidden.has(plan)) this.hidden.delete(plan);
    else if (this.hidden.size + 1 < this.count) this.hidden.add(plan);
    for (const listener of this.listeners) listener();
  }

  /** For a picture of these plans: one alone is always shown, or the picture would be empty. */
  among(plans) {
    return plans.size > 1 ? this : { shows: () => true, onChange() {}, fixed: true };
  }

  onChange(listener) {
    this.listeners.push(listener);
  }
}
