// The tokens as the style sheet has them, read from it, so that this page cannot say otherwise.
import type {ComponentChildren} from 'preact';

interface Token {
  name: string;
  value: string;
}

function tokens(): Token[] {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
  const root = rules.find(
    (rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && rule.selectorText === ':root',
  );
  if (!root) throw new Error('no tokens');
  return [...root.style]
    .filter(name => name.startsWith('--'))
    .map(name => ({name, value: root.style.getPropertyValue(name)}));
}

export function Tokens() {
  const all = tokens();
  const rest = (...starts: string[]) =>
    all.filter(({name}) => !starts.some(start => name.startsWith(start)));
  const named = (start: string) => all.filter(({name}) => name.startsWith(start));
  return (
    <>
      <Group title="Type" list={named('--text-')}>
        {({name}) => <span style={{fontSize: `var(${name})`}}>Listed in Example Faces</span>}
      </Group>
      <Group title="Space" list={named('--space-')}>
        {({name}) => <span class="token-bar" style={{inlineSize: `var(${name})`}} />}
      </Group>
      <Group
        title="Colours"
        list={rest('--text-', '--space-', '--font', '--radius', '--touch', '--quick')}
      >
        {({name}) => <span class="swatch" style={{background: `var(${name})`}} />}
      </Group>
      <Group title="Other" list={all.filter(({name}) => /^--(font|radius|touch|quick)/.test(name))}>
        {({value}) => <span class="small">{value}</span>}
      </Group>
    </>
  );
}

function Group({
  title,
  list,
  children,
}: {
  title: string;
  list: readonly Token[];
  children: (token: Token) => ComponentChildren;
}) {
  return (
    <div class="tokens">
      <h3>{title}</h3>
      <dl class="facts">
        {list.map(token => (
          <>
            <dt>{token.name}</dt>
            <dd>{children(token)}</dd>
          </>
        ))}
      </dl>
    </div>
  );
}
