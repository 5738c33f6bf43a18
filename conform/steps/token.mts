import type { Reply } from '../http.mts';
import { Stop, type Ask, type Probe } from '../probe.mts';
import { formOf } from '../replies.mts';
import { shape, word } from '../shape.mts';

/** Seconds; D:access-token. */
const DOCUMENTED_LIFE = 1_209_600;

interface Token {
	access_token?: unknown;
	token_type?: unknown;
	expires_in?: unknown;
	scope?: unknown;
}

/**
 * A token for all further questions, and what it is like (docs/paystand-api.md#access-tokens).
 * Throws Stop without one.
 */
export async function takeToken(probe: Probe): Promise<void> {
	const { findings, target } = probe;
	let reply: Reply | undefined;
	for (const base of target.bases) {
		probe.base = base;
		// A credential that is refused is no news about Paystand.
		reply = await askToken(probe, {
			expect: [200, 400, 401, 403, 422],
			...(base !== target.bases.at(-1) && { overlook: 404 }),
		});
		// An address without a path may mean either.
		if (reply.status !== 404 && reply.status !== null) break;
	}
	const token = tokenOf(reply!);
	if (!token) throw new Stop(`No access token could be had: ${whyNot(reply!)}.`);
	use(probe, token);
	const life = token.expires_in;
	findings.answer('tokenLifeSeconds', typeof life === 'number' ? life : null);
	if (typeof life === 'number' && life !== DOCUMENTED_LIFE)
		probe.differ('createToken', 'value', '$.expires_in', `${DOCUMENTED_LIFE}`, `${life}`);
	findings.answer('tokenScope', typeof token.scope === 'string' ? word(token.scope) : null);
	if (token.scope !== 'auth')
		probe.differ('createToken', 'value', '$.scope', 'auth', word(token.scope ?? 'missing'));
	findings.answer('tokenForm', formOfToken(String(token.access_token)));
}

/** Whether two tokens live beside each other, and what a token without scope is good for. */
export async function tryTokens(probe: Probe): Promise<void> {
	const { findings } = probe;
	const second = tokenOf(await askToken(probe));
	const first = await probe.ask('listPayerCustomers', { query: { limit: 1 } });
	const alive = first.status === 200;
	findings.answer('tokensCoexist', second ? alive : null, second ? undefined : 'no second token');
	if (!alive && second) use(probe, second);

	const bare = await askToken(probe, { expect: [200, 400, 401, 403, 422] }, false);
	const token = tokenOf(bare);
	if (!token) {
		findings.answer('tokenWithoutScope', `refused ${bare.status}`);
		findings.answer('insufficientScope', null, 'no token is issued without scope');
		return;
	}
	findings.answer('tokenWithoutScope', token.scope === undefined ? 'no scope' : 'scope');
	const refused = await probe.ask('listPayerCustomers', {
		query: { limit: 1 },
		headers: { Authorization: `${String(token.token_type ?? 'Bearer')} ${token.access_token}` },
		expect: [200, 401, 403],
	});
	findings.answer(
		'insufficientScope',
		refused.status === 200
			? 'accepted'
			: `${refused.status} ${formOf(refused.body) ?? refused.kind}`,
	);
}

async function askToken(probe: Probe, ask: Ask = {}, scoped = true): Promise<Reply> {
	const { clientId, clientSecret } = probe.credential;
	return probe.ask('createToken', {
		...ask,
		body: {
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
			...(scoped && { scope: 'auth' }),
		},
	});
}

/** Uses a token, and asks for another a little before it runs out. */
function use(probe: Probe, token: Token): void {
	probe.authorization = `${String(token.token_type ?? 'Bearer')} ${token.access_token}`;
	const life = Number(token.expires_in);
	if (!(life > 0)) return;
	const ends = performance.now() + life * 900;
	probe.beforeAsk = async () => {
		if (performance.now() < ends) return;
		probe.beforeAsk = async () => undefined;
		const next = tokenOf(await askToken(probe));
		if (next) use(probe, next);
	};
}

function tokenOf(reply: Reply): Token | null {
	const body = reply.body as Token | null | undefined;
	const text = body?.access_token;
	// Anything else could not be sent in a header.
	return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text) ? body! : null;
}

function whyNot(reply: Reply): string {
	if (reply.status === null) return `no reply (${reply.failure})`;
	const what = reply.kind === 'json' ? 'JSON without a token' : `${reply.kind} instead of JSON`;
	return reply.status < 300 ? what : `status ${reply.status}`;
}

function formOfToken(token: string): string {
	if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return `jwt(${token.length})`;
	return /^[0-9a-f]+$/i.test(token) ? `hex(${token.length})` : shape(token);
}
