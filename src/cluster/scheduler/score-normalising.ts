export const MAX_NODE_SCORE = 100;

/** Scores as shares of the greatest, or of what is missing to it. Models plugins/helper DefaultNormalizeScore. */
export function normaliseByGreatest(scores: number[], lowerIsBetter: boolean): void {
  let greatest = 0;
  for (const score of scores) if (score > greatest) greatest = score;
  for (let i = 0; i < scores.length; i++) {
    const share = greatest === 0 ? 0 : Math.trunc((MAX_NODE_SCORE * scores[i]!) / greatest);
    if (lowerIsBetter) scores[i] = MAX_NODE_SCORE - share;
    else if (greatest !== 0) scores[i] = share;
  }
}
