/**
 * Takes secrets out of a text that should hold none: the last gate in front of a file. Short
 * values are left alone, they would be found in ordinary words.
 */
export function scrubber(secrets: string[]): (text: string) => string {
	const known = secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length);
	return (text) => known.reduce((clean, secret) => clean.replaceAll(secret, '[removed]'), text);
}
