import axios, { isAxiosError } from 'axios';

const TIMEOUT_MS = 60_000;
/** More rows than any proof makes; Tryton itself would return a thousand. */
const MAX_ROWS = 1_000_000;

/** A condition of a search, such as `['state', '=', 'posted']`, or `'OR'` in front of several. */
export type Domain = Array<string | [field: string, operator: string, value: unknown] | Domain>;

/** A record as Tryton sends it; amounts are decimal text and days `YYYY-MM-DD`. */
export type TrytonRecord = { id: number } & Record<string, unknown>;

/** An amount as Tryton reads it; it takes none for a plain JSON number or text. */
export function decimal(amount: string) {
	return { __class__: 'Decimal', decimal: amount };
}

/** A day as Tryton reads it. @param day `YYYY-MM-DD` */
export function date(day: string) {
	const [year, month, dayOfMonth] = day.split('-').map(Number);
	return { __class__: 'date', year, month, day: dayOfMonth };
}

/** Speaks Tryton's JSON-RPC, the same requests that a flow in n8n sends. */
export class TrytonClient {
	/** The database's address, `http://127.0.0.1:PORT/DATABASE/` */
	readonly url: string;
	private authorization?: string;
	private context: Record<string, unknown> = {};

	constructor(url: string) {
		this.url = url;
	}

	/** Signs in. The session works for the user's company from then on. */
	async login(user: string, password: string): Promise<void> {
		const login = await this.call<[number, string]>('common.db.login', user, { password }, 'en');
		this.authorization = `Session ${Buffer.from([user, ...login].join(':')).toString('base64')}`;
		this.context = await this.call('model.res.user.get_preferences', true, {});
	}

	/**
	 * Calls a method; on a model, the user's context goes last, as `model` does.
	 *
	 * @throws Error with Tryton's own words
	 */
	async call<Result>(method: string, ...params: unknown[]): Promise<Result> {
		const headers = this.authorization ? { Authorization: this.authorization } : {};
		const options = { headers, timeout: TIMEOUT_MS, proxy: false } as const;
		const { data } = await axios
			.post(this.url, { id: 0, method, params }, options)
			.catch((error) => {
				const status = isAxiosError(error) && error.response?.status;
				throw new Error(`Tryton refused ${method} (${status || (error as Error).message})`);
			});
		if (data.error) throw new Error(`Tryton refused ${method}: ${sayError(data.error)}`);
		return plain(data.result) as Result;
	}

	/** Calls a method of a model, such as `model('account.move', 'post', [1])`. */
	async model<Result>(name: string, method: string, ...params: unknown[]): Promise<Result> {
		return await this.call<Result>(`model.${name}.${method}`, ...params, this.context);
	}

	/** @param fields with a dot for those of a record that is referred to: `party.code` */
	async searchRead(model: string, domain: Domain, fields: string[]): Promise<TrytonRecord[]> {
		return await this.model(model, 'search_read', domain, 0, MAX_ROWS, [['id', 'ASC']], fields);
	}

	/** @returns the ids of the new records, in their order */
	async create(model: string, records: object[]): Promise<number[]> {
		return await this.model(model, 'create', records);
	}
}

/** Amounts as decimal text and days as `YYYY-MM-DD`, at any depth. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value;
	const record = value as Record<string, unknown>;
	if (record.__class__ === 'Decimal') return record.decimal;
	if (record.__class__ === 'date') {
		const month = String(record.month).padStart(2, '0');
		return `${record.year}-${month}-${String(record.day).padStart(2, '0')}`;
	}
	return Object.fromEntries(Object.entries(record).map(([name, part]) => [name, plain(part)]));
}

/** Tryton sends `[kind, [message, description, …]]` for what a user may read, else a traceback. */
function sayError(error: unknown): string {
	const texts = [error].flat(3).filter((part) => typeof part === 'string' && part);
	return texts.join(' – ');
}
