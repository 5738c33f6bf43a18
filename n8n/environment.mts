import { homedir } from 'node:os';
import process from 'node:process';

export interface EnvironmentOptions {
	userFolder: string;
	/** The one folder that n8n's file nodes may read and write. */
	filesFolder: string;
	port: number;
	brokerPort: number;
	/** Settings of the caller; they win. */
	env: Record<string, string>;
}

/** Prefixes of settings that would let the machine's own n8n, npm or test runner leak in. */
const FOREIGN =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|GENERIC_|NODES_|NODE_|CREDENTIALS_|OFFLOAD_|VITEST|VITE_|npm_|TEST$)/i;

/**
 * The environment of a real n8n that speaks to nobody but 127.0.0.1: no telemetry, no look-up of
 * versions, templates, banners, licences or vetted packages.
 */
export function n8nEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)),
	);
	const url = `http://127.0.0.1:${options.port}/`;
	return {
		...inherited,
		HOME: process.env.HOME || homedir(),
		// With NODE_ENV=test, which vitest sets, n8n leaves its push server out.
		NODE_ENV: 'production',
		NO_PROXY: [process.env.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
		N8N_SECURE_COOKIE: 'false',
		// A fixed default port would make two n8n on one machine fail.
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_PYTHON_ENABLED: 'false',
		N8N_RESTRICT_FILE_ACCESS_TO: options.filesFolder,
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
		...options.env,
	};
}
