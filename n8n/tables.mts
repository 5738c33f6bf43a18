import type { N8nSession } from './session.mts';

const ROWS_A_PAGE = 250;

export interface TableColumn {
	name: string;
	type: 'string' | 'number' | 'boolean' | 'date';
}

export interface Table {
	id: string;
	name: string;
	columns: TableColumn[];
}

export type Row = { id: number; createdAt: string; updatedAt: string } & Record<string, unknown>;

/** n8n's data tables in the owner's personal project, as its "Data tables" tab shows them. */
export class N8nTables {
	private readonly session: N8nSession;
	private base: Promise<string> | undefined;

	constructor(session: N8nSession) {
		this.session = session;
	}

	async create(name: string, columns: TableColumn[]): Promise<Table> {
		return await this.session.post(await this.path(), { name, columns });
	}

	async list(): Promise<Table[]> {
		const query = { take: ROWS_A_PAGE };
		return (await this.session.get<Paged<Table>>(await this.path(), query)).data;
	}

	async addColumn(tableId: string, column: TableColumn): Promise<void> {
		await this.session.post(`${await this.path()}/${tableId}/columns`, column);
	}

	/** All rows, oldest first. */
	async rows(tableId: string): Promise<Row[]> {
		const path = `${await this.path()}/${tableId}/rows`;
		const rows: Row[] = [];
		for (;;) {
			const query = { take: ROWS_A_PAGE, skip: rows.length, sortBy: 'id:asc' };
			const page = await this.session.get<Paged<Row>>(path, query);
			rows.push(...page.data);
			if (page.data.length === 0 || rows.length >= page.count) return rows;
		}
	}

	async insert(tableId: string, data: Array<Record<string, unknown>>): Promise<void> {
		const path = `${await this.path()}/${tableId}/insert`;
		await this.session.post(path, { data, returnType: 'count' });
	}

	/** Changes columns of one row. */
	async update(tableId: string, rowId: number, data: Record<string, unknown>): Promise<void> {
		const filters = [{ columnName: 'id', condition: 'eq', value: rowId }];
		const body = { filter: { type: 'and', filters }, data };
		await this.session.patch(`${await this.path()}/${tableId}/rows`, body);
	}

	async delete(tableId: string): Promise<void> {
		await this.session.delete(`${await this.path()}/${tableId}`);
	}

	private async path(): Promise<string> {
		this.base ??= this.session
			.get<{ id: string }>('/rest/projects/personal')
			.then(({ id }) => `/rest/projects/${id}/data-tables`);
		return await this.base;
	}
}

interface Paged<T> {
	count: number;
	data: T[];
}
