// Draws the pictures of the fixture pages: the same seed always gives the same picture. Nobody real is in them;
// the people are shapes without faces.

/** A small repeatable random source (FNV-1a into mulberry32). */
export function randomFrom(seed) {
  let h = 0x811c9dc5;
  for (const c of String(seed)) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193);
  const next = () => {
    h = (h + 0x6d2b79f5) | 0;
    let t = Math.imul(h ^ (h >>> 15), 1 | h);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: list => list[Math.floor(next() * list.length)],
    chance: share => next() < share,
  };
}

const PALETTES = [
  {
    sky: ['#fde2c4', '#f6a987'],
    sun: '#fff3d6',
    far: '#d98f7c',
    near: '#3b3355',
    accent: '#e4572e',
    calm: '#f3c9a5',
  },
  {
    sky: ['#cfe8ef', '#8fbcd4'],
    sun: '#ffffff',
    far: '#7fa6b8',
    near: '#1f4e5f',
    accent: '#f2a65a',
    calm: '#e6eff0',
  },
  {
    sky: ['#f7e7ce', '#e8b4a0'],
    sun: '#fffaf0',
    far: '#b7a57a',
    near: '#4f5d2f',
    accent: '#bf4342',
    calm: '#e7d7c1',
  },
  {
    sky: ['#2b2d52', '#b1618f'],
    sun: '#ffd6a5',
    far: '#6d4d83',
    near: '#1c1b33',
    accent: '#ffb4a2',
    calm: '#8d6a9f',
  },
  {
    sky: ['#e3f1e4', '#a8d0b5'],
    sun: '#fffde7',
    far: '#7eaf93',
    near: '#22523f',
    accent: '#f4a259',
    calm: '#dcecdc',
  },
  {
    sky: ['#fff1e0', '#ffcf99'],
    sun: '#ffffff',
    far: '#f19c79',
    near: '#a44a3f',
    accent: '#2a6f7f',
    calm: '#f6dcc2',
  },
  {
    sky: ['#dfe7fd', '#a9b9ee'],
    sun: '#fff8e7',
    far: '#8592c9',
    near: '#2c3566',
    accent: '#f08a8a',
    calm: '#e8ecfb',
  },
  {
    sky: ['#13304a', '#3f7d8c'],
    sun: '#f6f1d1',
    far: '#2f6472',
    near: '#0b1f30',
    accent: '#f2c14e',
    calm: '#5d95a0',
  },
  {
    sky: ['#fce8ec', '#e9a6b3'],
    sun: '#fff6f0',
    far: '#c98698',
    near: '#5b2a46',
    accent: '#3d7f8a',
    calm: '#f6d6dc',
  },
  {
    sky: ['#f4f1de', '#d8c99b'],
    sun: '#fffdf2',
    far: '#a9b18f',
    near: '#3d405b',
    accent: '#e07a5f',
    calm: '#ece4c6',
  },
];
const SKINS = ['#f6d3bb', '#eab894', '#d49a73', '#b97a55', '#8d5a3b', '#6b4028'];
const HAIR = ['#1d1a20', '#3a2a24', '#5c3d2a', '#8a5a33', '#c99a55', '#a9a4a0', '#7a2f2a'];
const CLOTHES = [
  '#2f4858',
  '#e4572e',
  '#f2a541',
  '#4a7c59',
  '#7d5ba6',
  '#e9e3d8',
  '#1f2a44',
  '#c6546b',
  '#2a8c8c',
];

const n = value => Number(value.toFixed(1));
const shape = (tag, attributes) =>
  `<${tag} ${Object.entries(attributes)
    .map(([k, v]) => `${k}="${typeof v === 'number' ? n(v) : v}"`)
    .join(' ')}/>`;
const circle = (cx, cy, r, fill, more = {}) => shape('circle', {cx, cy, r, fill, ...more});
const rect = (x, y, width, height, fill, more = {}) =>
  shape('rect', {x, y, width, height, fill, ...more});
const ellipse = (cx, cy, rx, ry, fill, more = {}) =>
  shape('ellipse', {cx, cy, rx, ry, fill, ...more});
const path = (d, fill, more = {}) => shape('path', {d, fill, ...more});

function mix(from, to, share) {
  const part = (hex, i) => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const channel = i => Math.round(part(from, i) + (part(to, i) - part(from, i)) * share);
  return `#${[0, 1, 2].map(i => channel(i).toString(16).padStart(2, '0')).join('')}`;
}

const sky = (f, height = f.h) => rect(0, 0, f.w, height, 'url(#sky)');

function sun(f, x, y, r) {
  return (
    circle(x, y, r * 2.6, f.p.sun, {opacity: 0.14}) +
    circle(x, y, r * 1.7, f.p.sun, {opacity: 0.2}) +
    circle(x, y, r, f.p.sun, {opacity: 0.95})
  );
}

function ridge(f, base, swell, fill) {
  const waves = [1, 2, 3.7].map(rate => ({rate, phase: f.r.between(0, 6.3), size: swell / rate}));
  let d = `M0 ${f.h}`;
  for (let x = 0; x <= f.w; x += f.w / 24) {
    const y =
      base +
      waves.reduce((sum, v) => sum + Math.sin((x / f.w) * 3.4 * v.rate + v.phase) * v.size, 0);
    d += ` L${n(x)} ${n(y)}`;
  }
  return path(`${d} L${f.w} ${f.h} Z`, fill);
}

function birds(f, count) {
  let out = '';
  for (let i = 0; i < count; i++) {
    const [x, y, s] = [
      f.r.between(0.15, 0.85) * f.w,
      f.r.between(0.1, 0.32) * f.h,
      f.r.between(7, 14),
    ];
    out += path(
      `M${n(x - s)} ${n(y)} q${n(s / 2)} ${n(-s * 0.7)} ${n(s)} 0 q${n(s / 2)} ${n(-s * 0.7)} ${n(s)} 0`,
      'none',
      {stroke: f.p.near, 'stroke-width': 2.5, 'stroke-linecap': 'round', opacity: 0.6},
    );
  }
  return out;
}

function hills(f) {
  let out =
    sky(f) + sun(f, f.r.between(0.2, 0.8) * f.w, f.r.between(0.2, 0.38) * f.h, f.r.between(42, 70));
  for (let i = 0; i < 5; i++) {
    out += ridge(
      f,
      f.h * (0.46 + i * 0.12),
      f.h * (0.075 - i * 0.006),
      mix(mix(f.p.far, f.p.sky[1], 0.45), f.p.near, i / 4),
    );
  }
  for (let i = 0; i < 9; i++) {
    const [x, y, s] = [f.r.next() * f.w, f.h * f.r.between(0.88, 1), f.r.between(40, 90)];
    out += path(
      `M${n(x)} ${n(y - s * 2)} L${n(x + s * 0.42)} ${n(y)} L${n(x - s * 0.42)} ${n(y)} Z`,
      mix(f.p.near, '#000000', 0.25),
    );
  }
  return out + birds(f, 4);
}

function sea(f) {
  const line = f.h * f.r.between(0.48, 0.58);
  const x = f.r.between(0.25, 0.75) * f.w;
  let out = sky(f, line + 2) + sun(f, x, line - f.r.between(10, 120), 64);
  out +=
    rect(0, line, f.w, f.h - line, mix(f.p.far, f.p.near, 0.35)) +
    rect(0, line, f.w, f.h - line, 'url(#deep)');
  for (let i = 0; i < 16; i++) {
    const wide = f.r.between(40, 240) * (1 - i / 22);
    out += rect(
      x - wide / 2 + f.r.between(-40, 40),
      line + 10 + i * (f.h - line) * 0.042,
      wide,
      5,
      f.p.sun,
      {rx: 2.5, opacity: 0.55 - i * 0.028},
    );
  }
  const [bx, s] = [f.r.between(0.1, 0.9) * f.w, f.r.between(50, 90)];
  out += path(
    `M${n(bx)} ${n(line - s * 1.6)} L${n(bx + s * 0.7)} ${n(line - 4)} L${n(bx)} ${n(line - 4)} Z`,
    f.p.calm,
  );
  out += path(
    `M${n(bx - 6)} ${n(line - s * 1.3)} L${n(bx - s * 0.55)} ${n(line - 4)} L${n(bx - 6)} ${n(line - 4)} Z`,
    f.p.accent,
  );
  out += path(
    `M${n(bx - s * 0.7)} ${n(line)} h${n(s * 1.5)} l${n(-s * 0.3)} ${n(s * 0.28)} h${n(-s * 0.9)} Z`,
    f.p.near,
  );
  return out + ridge(f, f.h * 0.93, f.h * 0.03, mix(f.p.calm, f.p.far, 0.3)) + birds(f, 3);
}

function city(f) {
  let out = sky(f) + sun(f, f.r.between(0.15, 0.85) * f.w, f.h * 0.22, 46);
  for (let layer = 0; layer < 3; layer++) {
    const fill = mix(f.p.far, f.p.near, 0.15 + layer * 0.4);
    for (let x = -20; x < f.w; ) {
      const [wide, tall] = [
        f.r.between(80, 170),
        f.h * f.r.between(0.28, 0.58) * (1 - layer * 0.2),
      ];
      out += rect(x, f.h - tall, wide, tall, fill);
      if (layer) {
        for (let wx = x + 14; wx < x + wide - 22; wx += 28) {
          for (let wy = f.h - tall + 18; wy < f.h - 30; wy += 36) {
            if (f.r.chance(0.42))
              out += rect(wx, wy, 12, 18, f.r.pick([f.p.sun, f.p.accent, f.p.calm]), {
                opacity: 0.8,
                rx: 1.5,
              });
          }
        }
      }
      x += wide + f.r.between(0, 12);
    }
  }
  return out;
}

function bokeh(f) {
  let out = rect(0, 0, f.w, f.h, 'url(#sky)');
  for (let i = 0; i < 22; i++) {
    out += circle(
      f.r.next() * f.w,
      f.r.next() * f.h * 0.85,
      f.r.between(24, 110),
      f.r.pick([f.p.calm, f.p.sun, f.p.accent, f.p.far]),
      {opacity: n(f.r.between(0.14, 0.4))},
    );
  }
  return out;
}

/** Head and shoulders; (x, y) is the chin, s the width of the head. */
function person(f, x, y, s, {mask = false} = {}) {
  const skin = f.r.pick(SKINS);
  const hair = f.r.pick(HAIR);
  const cloth = f.r.pick(CLOTHES);
  const style = f.r.pick(['short', 'bob', 'bun', 'curls', 'scarf', 'long', 'cap']);
  const shade = mix(skin, '#3a1f1a', 0.28);
  const headY = y - s * 0.62;
  let out = '';
  if (style === 'long')
    out += path(
      `M${n(x - s * 0.66)} ${n(headY - s * 0.1)} q${n(s * 0.66)} ${n(-s * 1.05)} ${n(s * 1.32)} 0 l${n(s * 0.12)} ${n(s * 1.5)} h${n(-s * 1.56)} Z`,
      hair,
    );
  if (style === 'bob') out += ellipse(x, headY + s * 0.05, s * 0.7, s * 0.82, hair);
  if (style === 'curls')
    for (let i = 0; i < 12; i++)
      out += circle(
        x + Math.cos(i * 0.52 + 3.1) * s * 0.55,
        headY - s * 0.1 + Math.sin(i * 0.52 + 3.1) * s * 0.6,
        s * 0.27,
        hair,
      );
  if (style === 'bun') out += circle(x + s * 0.1, headY - s * 0.86, s * 0.27, hair);
  if (style === 'scarf') out += ellipse(x, headY + s * 0.04, s * 0.72, s * 0.86, cloth);
  const wide = s * f.r.between(1.15, 1.35);
  out += path(
    `M${n(x - wide)} ${n(f.h + 4)} C${n(x - wide)} ${n(y + s * 0.42)} ${n(x - s * 0.6)} ${n(y + s * 0.36)} ${n(x)} ${n(y + s * 0.34)} C${n(x + s * 0.6)} ${n(y + s * 0.36)} ${n(x + wide)} ${n(y + s * 0.42)} ${n(x + wide)} ${n(f.h + 4)} Z`,
    cloth,
  );
  out += rect(x - s * 0.2, y - s * 0.2, s * 0.4, s * 0.62, shade, {rx: n(s * 0.18)});
  out += path(
    `M${n(x - s * 0.32)} ${n(y + s * 0.34)} q${n(s * 0.32)} ${n(s * 0.34)} ${n(s * 0.64)} 0 Z`,
    skin,
  );
  out += ellipse(x, headY, s * 0.5, s * 0.64, skin);
  out += path(
    `M${n(x)} ${n(headY - s * 0.64)} a${n(s * 0.5)} ${n(s * 0.64)} 0 0 1 0 ${n(s * 1.28)} q${n(s * 0.2)} ${n(-s * 0.6)} 0 ${n(-s * 1.28)} Z`,
    shade,
    {opacity: 0.35},
  );
  const fringe = `M${n(x - s * 0.53)} ${n(headY - s * 0.02)} C${n(x - s * 0.6)} ${n(headY - s * 0.95)} ${n(x + s * 0.6)} ${n(headY - s * 0.95)} ${n(x + s * 0.53)} ${n(headY - s * 0.02)}`;
  if (style === 'cap') {
    out += path(
      `M${n(x - s * 0.54)} ${n(headY - s * 0.2)} C${n(x - s * 0.5)} ${n(headY - s * 0.95)} ${n(x + s * 0.5)} ${n(headY - s * 0.95)} ${n(x + s * 0.54)} ${n(headY - s * 0.2)} Z`,
      mix(cloth, '#000000', 0.15),
    );
    out += rect(x - s * 0.05, headY - s * 0.27, s * 0.82, s * 0.12, mix(cloth, '#000000', 0.3), {
      rx: n(s * 0.06),
    });
  } else if (style === 'scarf') {
    out += path(
      `${fringe} Q${n(x)} ${n(headY - s * 0.66)} ${n(x - s * 0.53)} ${n(headY - s * 0.02)} Z`,
      mix(cloth, '#ffffff', 0.12),
    );
  } else {
    out += path(
      `${fringe} Q${n(x + s * 0.34)} ${n(headY - s * 0.5)} ${n(x - s * 0.06)} ${n(headY - s * 0.44)} Q${n(x - s * 0.46)} ${n(headY - s * 0.36)} ${n(x - s * 0.53)} ${n(headY - s * 0.02)} Z`,
      hair,
    );
  }
  if (mask) {
    const tone = f.r.pick(['#9cc7d8', '#e8ecee', '#2d3142', '#f2b5a7', '#a7c4a0']);
    const line = {
      stroke: mix(tone, '#000000', 0.2),
      'stroke-width': n(s * 0.018),
      'stroke-linecap': 'round',
    };
    out += path(
      `M${n(x - s * 0.5)} ${n(headY + s * 0.02)} L${n(x - s * 0.36)} ${n(headY + s * 0.14)} M${n(x + s * 0.5)} ${n(headY + s * 0.02)} L${n(x + s * 0.36)} ${n(headY + s * 0.14)}`,
      'none',
      line,
    );
    out += path(
      `M${n(x - s * 0.43)} ${n(headY + s * 0.08)} Q${n(x)} ${n(headY - s * 0.06)} ${n(x + s * 0.43)} ${n(headY + s * 0.08)} L${n(x + s * 0.34)} ${n(headY + s * 0.52)} Q${n(x)} ${n(headY + s * 0.78)} ${n(x - s * 0.34)} ${n(headY + s * 0.52)} Z`,
      tone,
    );
    for (const dy of [0.2, 0.34, 0.48])
      out += path(
        `M${n(x - s * 0.34)} ${n(headY + s * dy)} Q${n(x)} ${n(headY + s * (dy - 0.05))} ${n(x + s * 0.34)} ${n(headY + s * dy)}`,
        'none',
        {...line, opacity: 0.6},
      );
  } else if (f.r.chance(0.3)) {
    const frame = {stroke: '#24222a', 'stroke-width': n(s * 0.035)};
    out +=
      circle(x - s * 0.2, headY + s * 0.02, s * 0.14, 'none', frame) +
      circle(x + s * 0.2, headY + s * 0.02, s * 0.14, 'none', frame) +
      path(
        `M${n(x - s * 0.06)} ${n(headY)} q${n(s * 0.06)} ${n(-s * 0.05)} ${n(s * 0.12)} 0`,
        'none',
        frame,
      );
  }
  return out;
}

function portrait(f) {
  const s = Math.min(f.w, f.h) * f.r.between(0.34, 0.42);
  return bokeh(f) + person(f, f.w * f.r.between(0.4, 0.6), f.h * 0.66, s);
}

function mask(f) {
  const s = Math.min(f.w, f.h) * f.r.between(0.38, 0.46);
  return bokeh(f) + person(f, f.w * f.r.between(0.42, 0.58), f.h * 0.68, s, {mask: true});
}

function group(f) {
  const count = f.r.pick([2, 3, 3, 4]);
  const s = Math.min(f.w / count, f.h) * f.r.between(0.42, 0.5);
  let out = f.r.chance(0.5) ? hills(f) : bokeh(f);
  for (let i = 0; i < count; i++) {
    out += person(
      f,
      f.w * ((i + 0.5) / count) + f.r.between(-20, 20),
      f.h * f.r.between(0.6, 0.74),
      s * f.r.between(0.86, 1.08),
    );
  }
  return out;
}

function walker(f, x, ground, tall) {
  const [cloth, legs] = [f.r.pick(CLOTHES), f.r.pick(['#2b2a33', '#3d4a5c', '#5b4636'])];
  const step = f.r.between(0.06, 0.12) * tall;
  const limb = {stroke: legs, 'stroke-width': n(tall * 0.075), 'stroke-linecap': 'round'};
  return (
    ellipse(x, ground + 4, tall * 0.2, tall * 0.025, '#000000', {opacity: 0.18}) +
    path(
      `M${n(x)} ${n(ground - tall * 0.46)} L${n(x - step)} ${n(ground)} M${n(x)} ${n(ground - tall * 0.46)} L${n(x + step)} ${n(ground)}`,
      'none',
      limb,
    ) +
    rect(x - tall * 0.12, ground - tall * 0.83, tall * 0.24, tall * 0.44, cloth, {
      rx: n(tall * 0.1),
    }) +
    circle(x, ground - tall * 0.92, tall * 0.078, f.r.pick(SKINS)) +
    path(
      `M${n(x - tall * 0.082)} ${n(ground - tall * 0.91)} a${n(tall * 0.082)} ${n(tall * 0.082)} 0 0 1 ${n(tall * 0.164)} 0 Z`,
      f.r.pick(HAIR),
    )
  );
}

function street(f) {
  const ground = f.h * 0.78;
  let out = sky(f) + sun(f, f.w * f.r.between(0.3, 0.7), f.h * 0.16, 40);
  for (let x = -30; x < f.w; ) {
    const [wide, tall] = [f.r.between(150, 240), f.h * f.r.between(0.45, 0.66)];
    const wall = f.r.pick([
      f.p.calm,
      f.p.far,
      mix(f.p.far, f.p.calm, 0.5),
      mix(f.p.accent, f.p.calm, 0.5),
    ]);
    out +=
      rect(x, ground - tall, wide, tall, wall) +
      rect(x, ground - tall, wide, 12, mix(wall, '#000000', 0.18));
    for (let wy = ground - tall + 40; wy < ground - 190; wy += 92) {
      for (let wx = x + 26; wx < x + wide - 44; wx += 62) {
        out +=
          rect(wx, wy, 34, 56, mix(f.p.near, f.p.sky[0], f.r.between(0.1, 0.4)), {rx: 3}) +
          rect(wx - 4, wy + 56, 42, 6, mix(wall, '#ffffff', 0.35));
      }
    }
    out +=
      rect(x + 20, ground - 128, wide - 40, 128, mix(f.p.near, '#000000', 0.1), {rx: 4}) +
      rect(x + 30, ground - 118, wide - 60, 92, f.p.sun, {opacity: 0.5});
    for (let i = 0; i < 6; i++)
      out += rect(
        x + 12 + (i * (wide - 24)) / 6,
        ground - 152,
        (wide - 24) / 6,
        30,
        i % 2 ? '#fbf7ef' : f.p.accent,
      );
    x += wide + 6;
  }
  out +=
    rect(0, ground, f.w, f.h - ground, mix(f.p.near, f.p.calm, 0.35)) +
    rect(0, ground, f.w, 14, mix(f.p.calm, '#ffffff', 0.3));
  const count = f.r.pick([2, 3, 4, 5]);
  for (let i = 0; i < count; i++)
    out += walker(
      f,
      f.w * ((i + f.r.between(0.2, 0.8)) / count),
      ground + f.r.between(20, 120),
      f.h * f.r.between(0.3, 0.42),
    );
  return out;
}

function still(f) {
  const table = f.h * 0.72;
  const x = f.w * f.r.between(0.4, 0.6);
  let out =
    rect(0, 0, f.w, f.h, 'url(#sky)') +
    rect(f.w * 0.58, f.h * 0.08, f.w * 0.3, f.h * 0.46, f.p.sun, {opacity: 0.35});
  out +=
    rect(0, table, f.w, f.h - table, mix(f.p.far, f.p.near, 0.3)) +
    rect(0, table, f.w, 10, f.p.calm, {opacity: 0.6});
  for (let i = 0; i < 11; i++) {
    const turn = -75 + i * 15 + f.r.between(-6, 6);
    const long = f.h * f.r.between(0.22, 0.36);
    out +=
      `<g transform="translate(${n(x)} ${n(table - f.h * 0.18)}) rotate(${n(turn)})">` +
      path(
        `M0 0 Q${n(long * 0.22)} ${n(-long * 0.55)} 0 ${n(-long)} Q${n(-long * 0.22)} ${n(-long * 0.55)} 0 0 Z`,
        mix('#2f6b4f', f.p.near, f.r.between(0, 0.5)),
      ) +
      (f.r.chance(0.35) ? circle(0, -long, f.r.between(14, 26), f.p.accent) : '') +
      '</g>';
  }
  out += path(
    `M${n(x - 74)} ${n(table - f.h * 0.21)} h148 l-22 ${n(f.h * 0.25)} q-52 22 -104 0 Z`,
    f.p.accent,
  );
  out += path(
    `M${n(x)} ${n(table - f.h * 0.21)} h74 l-22 ${n(f.h * 0.25)} q-26 11 -52 11 Z`,
    '#000000',
    {opacity: 0.12},
  );
  for (const dx of [-250, 190, 250])
    out += circle(
      x + dx,
      table + 24,
      f.r.between(34, 46),
      f.r.pick(['#e07a5f', '#f2c14e', '#8ab17d']),
    );
  return out;
}

const SCENES = {portrait, mask, group, street, hills, sea, city, still};
const ANY = ['hills', 'sea', 'city', 'still', 'street', 'portrait', 'group', 'hills', 'sea'];

/** Listed photos of the starter list show people; others show whatever comes. */
function sceneOf(seed, r) {
  if (/^90000000000\d\d$/.test(seed)) return r.pick(['portrait', 'portrait', 'group', 'street']);
  if (/^1000000\d\d_/.test(seed)) return 'mask';
  return r.pick(ANY);
}

/** Width to height of the picture that belongs to a seed. */
export function aspectOf(seed) {
  return randomFrom(`${seed}/aspect`).pick([1.5, 1.5, 1.5, 1.333, 0.75, 1, 1.78]);
}

/** The picture as SVG text; `aspect` is width to height. */
export function drawPhoto(seed, {aspect = aspectOf(seed)} = {}) {
  const r = randomFrom(seed);
  const w = aspect >= 1 ? 1200 : 900;
  return svg({r, p: r.pick(PALETTES), w, h: Math.round(w / aspect)}, SCENES[sceneOf(seed, r)]);
}

/** A picture of one person, for an account. */
export function drawAvatar(seed) {
  const r = randomFrom(`${seed}/avatar`);
  return svg(
    {r, p: r.pick(PALETTES), w: 300, h: 300},
    f =>
      rect(0, 0, f.w, f.h, f.p.sky[1]) +
      circle(240, 60, 40, f.p.sun, {opacity: 0.7}) +
      person(f, 150, 196, 112),
  );
}

/** A wide picture without people, for the head of a page. */
export function drawCover(seed) {
  const r = randomFrom(`${seed}/cover`);
  return svg({r, p: r.pick(PALETTES), w: 1200, h: 300}, r.pick([hills, sea]));
}

function svg(f, scene) {
  const stop = (offset, colour, opacity = 1) =>
    `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
  const gradient = (id, ...stops) =>
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops.join('')}</linearGradient>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${f.w}" height="${f.h}" viewBox="0 0 ${f.w} ${f.h}" preserveAspectRatio="xMidYMid slice">` +
    `<defs>${gradient('sky', stop(0, f.p.sky[0]), stop(1, f.p.sky[1]))}${gradient('deep', stop(0, f.p.near, 0), stop(1, f.p.near, 0.55))}</defs>` +
    `${scene(f)}</svg>`
  );
}
