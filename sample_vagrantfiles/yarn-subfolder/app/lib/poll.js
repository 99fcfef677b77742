'use strict';

const BAR_LENGTH = 20;

/** One question with its possible answers; the votes live as long as the process. */
class Poll {
  constructor(question, answers) {
    this.question = question;
    this.votes = new Map(answers.map((answer) => [answer, 0]));
  }

  /** Counts a vote; false when nobody offered that answer. */
  vote(answer) {
    if (!this.votes.has(answer)) return false;
    this.votes.set(answer, this.votes.get(answer) + 1);
    return true;
  }

  get total() {
    return [...this.votes.values()].reduce((sum, count) => sum + count, 0);
  }

  toString() {
    const widest = Math.max(...[...this.votes.keys()].map((answer) => answer.length));
    const lines = [...this.votes].map(([answer, count]) => {
      const bar = '#'.repeat(Math.round((count / (this.total || 1)) * BAR_LENGTH));
      return `${answer.padEnd(widest)} ${String(count).padStart(4)} ${bar}`.trimEnd();
    });
    return [this.question, ...lines, ''].join('\n');
  }
}

module.exports = { Poll };
