import { Agent } from 'node:http';
import axios, { type AxiosInstance, isAxiosError } from 'axios';

export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** n8n's answer to a request that it did not accept. */
export class N8nRefusal extends Error {
	/** HTTP status; left out when there was no answer. */
	readonly status?: number;

	constructor(call: string, status: number | undefined, said: string, code?: string) {
		super(`n8n refused ${call} (${status ?? code}): ${said}`);
		this.status = status;
	}
}

/**
 * The signed-in connection to n8n's own REST interface, the one its editor uses. Every reply is
 * unwrapped from n8n's `{data}`; a refusal becomes an N8nRefusal with n8n's message.
 */
export class N8nSession {
	readonly url: string;
	private readonly http: AxiosInstance;

	/** @param url the editor's address, without a slash at the end */
	constructor(url: string) {
		this.url = url;
		// A busy n8n closes idle connections late, just when the next request goes out on one.
		const httpAgent = new Agent({ keepAlive: false });
		this.http = axios.create({ baseURL: url, proxy: false, timeout: 120_000, httpAgent });
	}

	/** Creates the owner on a fresh n8n; signs in where the owner exists already. */
	async signIn(owner: Owner): Promise<void> {
		const { userManagement } = await this.get<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('/rest/settings');
		const fresh = userManagement.showSetupOnFirstLoad;
		const path = fresh ? '/rest/owner/setup' : '/rest/login';
		const body = fresh ? owner : { emailOrLdapLoginId: owner.email, password: owner.password };
		const reply = await this.http.post(path, body).catch(refused(`POST ${path}`));
		const cookies = (reply.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
		this.cookies = cookies.join('; ');
	}

	/** What signs this session in; another one may go on with it. */
	get cookies(): string {
		return String(this.http.defaults.headers.common.Cookie ?? '');
	}

	set cookies(cookies: string) {
		this.http.defaults.headers.common.Cookie = cookies;
	}

	/** @param query sent as the query string; undefined values are left out */
	async get<T>(path: string, query?: Record<string, unknown>): Promise<T> {
		const reply = await this.http.get(path, { params: query }).catch(refused(`GET ${path}`));
		return unwrap<T>(reply.data);
	}

	async post<T>(path: string, body: unknown = {}): Promise<T> {
		const reply = await this.http.post(path, body).catch(refused(`POST ${path}`));
		return unwrap<T>(reply.data);
	}

	async patch<T>(path: string, body: unknown): Promise<T> {
		const reply = await this.http.patch(path, body).catch(refused(`PATCH ${path}`));
		return unwrap<T>(reply.data);
	}

	async delete(path: string): Promise<void> {
		await this.http.delete(path).catch(refused(`DELETE ${path}`));
	}
}

/** Files such as /types/nodes.json come bare; everything under /rest comes as `{data}`. */
function unwrap<T>(body: unknown): T {
	const wrapped = typeof body === 'object' && body !== null && 'data' in body;
	return (wrapped ? body.data : body) as T;
}

function refused(call: string) {
	return (error: unknown): never => {
		if (!isAxiosError(error)) throw error;
		const said = (error.response?.data as { message?: string } | undefined)?.message;
		throw new N8nRefusal(call, error.response?.status, said ?? error.message, error.code);
	};
}
