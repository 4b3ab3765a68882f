/** Whether a group may take no part in a match, where Athena gives NULL. Groups are counted from 1. */
export function isOptional(text: string, group: number): boolean {
  const opened: number[] = [];
  let count = 0;
  let inClass = false;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') {
      const capturing = text[i + 1] !== '?' || /^\(\?P?<[A-Za-z]/.test(text.slice(i));
      opened.push(capturing ? ++count : 0);
      if (capturing && count === group) inside = true;
    } else if (character === ')') {
      const closed = opened.pop();
      if (closed === group) inside = false;
      const optional = /^[?*]|^\{0/.test(text.slice(i + 1));
      if (optional && count >= group && (closed === group || !inside)) return true;
    } else if (character === '|' && !inside) return true;
  }
  return false;
}
