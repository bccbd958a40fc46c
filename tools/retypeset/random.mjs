// A small seeded generator, so that the same call gives the same documents (mulberry32).
export class Random {
  constructor(text) {
    let h = 1779033703;
    for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 3432918353) >>> 0;
    this.state = h >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  pick(list) { return list[Math.floor(this.next() * list.length)]; }
  chance(p) { return this.next() < p; }
  between(a, b) { return a + this.next() * (b - a); }
  shuffle(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; --i) { const j = Math.floor(this.next() * (i + 1)); [out[i], out[j]] = [out[j], out[i]]; }
    return out;
  }
}
