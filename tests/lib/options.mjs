/* Command-line options: `--name value`, or `--name` alone. */
export function option(name, otherwise = null) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1] ?? otherwise;
}

export const flag = (name) => process.argv.includes(`--${name}`);
