import { anyCase, between, either, escapedSets, exactly, NEWLINE, other } from './code-points.ts';
import { type CodePointSet, RegexFault, type RegexFlags, type RegexNode } from './syntax.ts';

/** RE2 allows no more repetitions than this. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 100;
const CONTROL_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['f', 0x0c],
]);

const notPortable = (reason: string): RegexFault => new RegexFault('regex-not-portable', reason);
const bad = (reason: string): RegexFault => new RegexFault('bad-regex', reason);

/**
 * Reads the part of regular expressions that RE2, Java and JavaScript read alike: literals, `.`, classes, groups, `|`, `^`, `$`, `\b` and quantifiers.
 *
 * @throws RegexFault for everything else, by name.
 */
export function parseRegex(source: string, flags: RegexFlags): RegexNode {
  const characters = Array.from(source);
  let at = 0;
  let depth = 0;

  const peek = (offset = 0): string => characters[at + offset] ?? '';
  const take = (): string => characters[at++] ?? '';
  const set = (has: CodePointSet): RegexNode => ({ kind: 'set', has: flags.i ? anyCase(has) : has });

  function choice(): RegexNode {
    const branches = [sequence()];
    while (peek() === '|') {
      take();
      branches.push(sequence());
    }
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', of: branches };
  }

  function sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (at < characters.length && peek() !== '|' && peek() !== ')') parts.push(quantified());
    return { kind: 'sequence', of: parts };
  }

  function quantified(): RegexNode {
    const atom = parseAtom();
    const bounds = quantifier();
    if (bounds === null) return atom;
    if (peek() === '+') throw notPortable('possessive quantifiers are not supported');
    if (peek() === '?') take();
    if ('*+?{'.includes(peek()) && peek() !== '') throw bad('a quantifier follows a quantifier');
    return { kind: 'repeat', of: atom, ...bounds };
  }

  function quantifier(): { readonly min: number; readonly max: number } | null {
    switch (peek()) {
      case '*':
        take();
        return { min: 0, max: Number.POSITIVE_INFINITY };
      case '+':
        take();
        return { min: 1, max: Number.POSITIVE_INFINITY };
      case '?':
        take();
        return { min: 0, max: 1 };
      case '{':
        return counted();
      default:
        return null;
    }
  }

  function counted(): { readonly min: number; readonly max: number } {
    const match = /^\{(\d{1,6})(,?)(\d{0,6})\}/.exec(characters.slice(at, at + 16).join(''));
    if (match === null) throw notPortable('"{" is no quantifier here; write \\{ for the character');
    const [text, from = '', comma, to = ''] = match;
    const min = Number(from);
    const max = comma === '' ? min : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (max < min) throw bad(`the quantifier ${text} ends before it begins`);
    if (min > MAX_REPEAT || (max !== Number.POSITIVE_INFINITY && max > MAX_REPEAT)) throw notPortable(`more than ${MAX_REPEAT} repetitions`);
    at += text.length;
    return { min, max };
  }

  function parseAtom(): RegexNode {
    const character = take();
    switch (character) {
      case '(':
        return group();
      case '[':
        return set(characterClass());
      case '.':
        return { kind: 'set', has: flags.s ? () => true : other(exactly(NEWLINE)) };
      case '^':
        return { kind: 'assertion', what: 'start' };
      case '$':
        return { kind: 'assertion', what: 'end' };
      case '\\':
        if (peek() !== 'b') return set(escaped());
        take();
        return { kind: 'assertion', what: 'word-boundary' };
      case '*':
      case '+':
      case '?':
        throw bad(`nothing to repeat before "${character}"`);
      case '{':
      case '}':
      case ']':
        throw notPortable(`"${character}" needs a backslash before it`);
      default:
        return set(exactly(codePointOf(character)));
    }
  }

  function group(): RegexNode {
    if (peek() === '?') {
      if (peek(1) !== ':') throw notPortable('groups that begin with (? are not supported, except (?:');
      at += 2;
    }
    depth += 1;
    if (depth > MAX_DEPTH) throw notPortable(`more than ${MAX_DEPTH} nested groups`);
    const inner = choice();
    if (take() !== ')') throw bad('a group is not closed');
    depth -= 1;
    return inner;
  }

  function escaped(): CodePointSet {
    const character = take();
    if (character === '') throw bad('it ends with a backslash');
    const named = escapedSets.get(character);
    if (named !== undefined) return named;
    const control = CONTROL_ESCAPES.get(character);
    if (control !== undefined) return exactly(control);
    if (/[1-9]/.test(character)) throw notPortable('back-references are not supported');
    if (/[a-zA-Z0-9]/.test(character)) throw notPortable(`the escape \\${character} is not supported`);
    return exactly(codePointOf(character));
  }

  function characterClass(): CodePointSet {
    const negated = peek() === '^';
    if (negated) take();
    const members: CodePointSet[] = [];
    while (peek() !== ']') {
      if (at >= characters.length) throw bad('a character class is not closed');
      members.push(classMember());
    }
    take();
    if (members.length === 0) throw bad('a character class is empty');
    // Without regard to letter case [^a] must refuse A too, so the members take both cases before they are negated.
    const has = flags.i ? anyCase(either(members)) : either(members);
    return negated ? other(has) : has;
  }

  function classMember(): CodePointSet {
    const from = classCharacter();
    if (typeof from === 'function') return from;
    if (peek() !== '-' || peek(1) === ']') return exactly(from);
    take();
    const to = classCharacter();
    if (typeof to === 'function') throw bad('a range ends in a set');
    if (to < from) throw bad('a range ends before it begins');
    return between(from, to);
  }

  function classCharacter(): number | CodePointSet {
    const character = take();
    if (character === '[' || (character === '&' && peek() === '&')) throw notPortable(`"${character}" in a class needs a backslash before it`);
    if (character !== '\\') return codePointOf(character);
    const next = peek();
    const has = escaped();
    if (escapedSets.has(next)) return has;
    return CONTROL_ESCAPES.get(next) ?? codePointOf(next);
  }

  const root = choice();
  if (at < characters.length) throw bad('a ")" closes nothing');
  return root;
}

function codePointOf(character: string): number {
  const codePoint = character.codePointAt(0);
  if (codePoint === undefined) throw bad('it ends too early');
  return codePoint;
}
