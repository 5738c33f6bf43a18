import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

const MAX_BYTES = 200_000;
const ALLOWED = [
	/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|index\.js)$/,
	/^dist\/(client|credentials|nodes|icons)\/.+\.(js|json|svg)$/,
];
const NEEDED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'index.js'];

/**
 * Holds the tarball against what n8n needs and nothing else.
 *
 * @param tarball full path
 * @returns a line for the log
 * @throws Error naming each file that does not belong, is missing, or the size
 */
export function checkTarball(tarball: string): string {
	const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
	const files = listed.map((path) => path.replace(/^package\//, ''));
	const strangers = files.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));
	const missing = NEEDED.filter((path) => !files.includes(path));
	const { size } = statSync(tarball);
	const found = [
		...strangers.map((path) => `does not belong: ${path}`),
		...missing.map((path) => `missing: ${path}`),
		...(size > MAX_BYTES ? [`${size} bytes, allowed are ${MAX_BYTES}`] : []),
	];
	if (found.length > 0) throw new Error(found.join('\n'));
	return `${files.length} files, ${Math.round(size / 1000)} kB`;
}
