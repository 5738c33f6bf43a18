import type { IHookFunctions } from 'n8n-workflow';

import { isPaystand } from '../../client/environments';
import { PaystandError } from '../../client/errors';
import { PaystandClient } from '../../client/paystand';
import { Semaphore } from '../../client/semaphore';
import { lostPaths, readSettings, repaired, withUrls } from './settings';
import type { Settings } from './settings';

/** One for each account, since each write replaces the list of URLs as a whole. */
const locks = new Map<string, Semaphore>();

/**
 * The account that the node's credential belongs to, as far as webhooks are concerned
 * (docs/paystand-api.md#registering-by-api). Nothing is written unless it could be read, and after
 * a write it is read again (docs/paystand-api.md#registering-by-api).
 */
export class Merchant {
	private readonly client: PaystandClient;

	/** @param timeoutMs how long each request may take; default as for any other */
	constructor(
		context: IHookFunctions,
		private readonly timeoutMs?: number,
	) {
		this.client = new PaystandClient(context);
	}

	/** Whether it is at Paystand itself, not at a local stand-in. */
	async isReal(): Promise<boolean> {
		const [baseUrl] = (await this.client.account()).split(' ');
		return isPaystand(baseUrl);
	}

	/** @throws {PaystandError} when the settings are not shown, or {RequestError} when refused */
	async read(): Promise<Settings> {
		const { timeoutMs } = this;
		const settings = readSettings(await this.client.get(await this.path(), { timeoutMs }));
		if (settings) return settings;
		throw new PaystandError(
			'Paystand does not show the webhook settings of this account',
			"Nothing was changed. Set 'Registration' to 'By Hand in the Dashboard' and follow the steps shown there.",
		);
	}

	/**
	 * Changes the registered URLs, after any other change of them by this process: two workflows that
	 * are published together would otherwise each write a list without the other's URL.
	 *
	 * @param wanted the URLs that shall be registered, from those that are
	 * @param switchesOn whether deliveries are switched on; else the switch stays as it is
	 */
	async change(wanted: (urls: string[]) => string[], { switchesOn = false } = {}): Promise<void> {
		const account = await this.client.account();
		const lock = locks.get(account) ?? new Semaphore(1);
		locks.set(account, lock);
		await lock.run(async () => {
			const before = await this.read();
			const urls = wanted(before.urls);
			const isEnabled = switchesOn || before.isEnabled;
			const isSame = urls.join('\n') === before.urls.join('\n');
			if (isSame && isEnabled === before.isEnabled) return;
			await this.write(before, urls, isEnabled);
		});
	}

	/** Writes the URLs over settings just read, and puts back what the write took away besides. */
	private async write(before: Settings, urls: string[], isEnabled: boolean): Promise<void> {
		const { timeoutMs } = this;
		const path = await this.path();
		await this.client.put(path, withUrls(before, urls, isEnabled), { timeoutMs });
		const after = await this.read();
		const lost = lostPaths(before.reply, after.reply);
		if (lost.length > 0) {
			await this.client.put(path, repaired(before, after, urls), { timeoutMs });
			throw new PaystandError(
				`Registering would have changed other settings of this Paystand account: ${lost.join(', ')}`,
				"What was taken away was written back; please check it in the Paystand dashboard. Set 'Registration' to 'By Hand in the Dashboard' and follow the steps shown there.",
			);
		}
		const removed = before.urls.filter((url) => !urls.includes(url));
		const isKept =
			urls.every((url) => after.urls.includes(url)) &&
			!removed.some((url) => after.urls.includes(url)) &&
			(after.isEnabled || !isEnabled);
		if (isKept) return;
		throw new PaystandError(
			'Paystand did not keep the webhook URLs as they were sent',
			"Someone may have changed them at the same moment: try again. If it happens again, set 'Registration' to 'By Hand in the Dashboard'.",
		);
	}

	private async path(): Promise<string[]> {
		return ['customers', await this.client.customerId()];
	}
}
