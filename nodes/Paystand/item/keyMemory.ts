import { LruMap } from '../../../client/lruMap';
import { KeptKeys } from './keptKeys';

/** How much memory a process spends on keys: some 230,000 records. */
const MAX_BYTES = 64 * 1024 * 1024;
/** More accounts than a process serves in a day. */
const MAX_ACCOUNTS = 1000;

/** The keys that are kept of all accounts, in bounded memory. */
export class KeyMemory {
	private readonly accounts = new LruMap<string, Map<string, KeptKeys>>(MAX_ACCOUNTS);

	constructor(private readonly maxBytes: number) {}

	/**
	 * What is kept of one list of one account, which counts as used then.
	 *
	 * @param account whose it is, and who reads it
	 * @param listName unique within the account
	 * @param keyName the stored name of the ERP's key
	 */
	listOf(account: string, listName: string, keyName: string): KeptKeys {
		const lists = this.accounts.getOrCreate(account, () => new Map<string, KeptKeys>());
		const kept = lists.get(listName) ?? new KeptKeys(keyName, () => this.makeRoom());
		lists.set(listName, kept);
		return kept;
	}

	/** Lets the account go that was used least recently, as long as all together take too much. */
	private makeRoom(): void {
		const all = this.accounts.values().flatMap((lists) => [...lists.values()]);
		let bytes = all.reduce((sum, kept) => sum + kept.bytes, 0);
		for (const kept of all) {
			while (bytes > this.maxBytes && kept.bytes > 0) {
				bytes -= kept.bytes;
				kept.giveWay();
				bytes += kept.bytes;
			}
		}
	}
}

/** What this process keeps. */
export const keyMemory = new KeyMemory(MAX_BYTES);
