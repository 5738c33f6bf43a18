import type { Probe } from '../probe.mts';

/**
 * What the headers of all answers together tell of the rate limit
 * (docs/paystand-api.md#rate-limit-headers).
 */
export function concludeHeaders(probe: Probe): void {
	const { findings, headers } = probe;
	const names = headers.names();
	findings.answer('limitHeaders', names, names === null ? 'no answer came' : undefined);
	if (names === null) return;
	const onKinds = headers.onKinds(names);
	findings.answer('limitHeadersOn', onKinds);
	findings.answer('limitPerWindow', headers.limit(names));
	findings.answer('limitReset', headers.reset(names));

	const documented = probe.document.limitHeaders.map((name) => name.toLowerCase()).sort();
	const seen = names.filter((name) => name !== 'retry-after');
	const differ = (expected: string, found: string) =>
		probe.differ('*', 'header', 'headers', expected, found);
	if (seen.join() !== documented.join())
		differ(documented.join(', '), seen.length > 0 ? seen.join(', ') : 'none');
	else {
		const without = Object.keys(onKinds).filter(
			(kind) => onKinds[kind] !== 'all' && kind !== 'server error',
		);
		if (without.length > 0) differ('on every answer', `not on: ${without.join(', ')}`);
	}
}
