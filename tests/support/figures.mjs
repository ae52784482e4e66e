// Figures of a bench, as one prints them: a JSON object a line.

export const print = figures => console.log(JSON.stringify(figures));

export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(2));
};

export const spread = values => ({
  n: values.length,
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  max: quantile(values, 1),
});
