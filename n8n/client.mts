import { N8nCredentials } from './credentials.mts';
import { N8nExecutions } from './executions.mts';
import { N8nSession, type Owner } from './session.mts';
import { N8nTables } from './tables.mts';
import { N8nWorkflows } from './workflows.mts';

/** The person who signs in to every n8n started here; good on 127.0.0.1 only. */
export const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'Paystand-2026',
	firstName: 'Alex',
	lastName: 'Owner',
};

/** All that can be asked of a running n8n through its REST interface. */
export interface N8nClient {
	/** The editor's address, `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly url: string;
	readonly session: N8nSession;
	readonly credentials: N8nCredentials;
	readonly workflows: N8nWorkflows;
	readonly executions: N8nExecutions;
	readonly tables: N8nTables;
}

/** Puts the client's parts together; nobody is signed in yet. */
export function createClient(url: string): N8nClient {
	const session = new N8nSession(url);
	const workflows = new N8nWorkflows(session);
	return {
		url,
		session,
		credentials: new N8nCredentials(session),
		workflows,
		executions: new N8nExecutions(session, workflows),
		tables: new N8nTables(session),
	};
}

/**
 * A client for an n8n that runs already, with its owner signed in.
 *
 * @param cookies of a session that is signed in: n8n allows five sign-ins in five minutes
 */
export async function connect(url: string, cookies?: string): Promise<N8nClient> {
	const client = createClient(url);
	if (cookies) client.session.cookies = cookies;
	else await client.session.signIn(OWNER);
	return client;
}
