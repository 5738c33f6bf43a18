import type { IDataObject } from 'n8n-workflow';

import { sameAmount } from '../../../client/money';
import type { DateFilteredKind } from '../item/kind';

/** One way in which the node moves money: a charge, a refund, a withdrawal. */
export interface MovementKind {
	/** What it is in messages, e.g. `charge`. */
	noun: string;
	verb: string;
	gerund: string;
	/** Also the outcome on the item, e.g. `charged`. */
	done: string;
	/** The record that stands for one: a charge's is a payment. */
	record: DateFilteredKind;
	/** The field in which a person names one, also the name of the key in the metadata. */
	key: { name: string; displayName: string };
	/** The states of money that moves or has moved. */
	movedStates: string[];
}

/** One movement as the person wants it. */
export interface Movement {
	kind: MovementKind;
	/** What tells it apart from others in an execution. */
	identity: unknown[];
	/**
	 * What it takes the money from, e.g. `payment 8low…`, where several movements must not each believe
	 * that all of it is theirs: they go one after the other.
	 */
	source?: string;
	/** The person's own key. */
	ownKey?: string;
	/** How many days back records are searched for the key. */
	lookBackDays: number;
	/** Works out what to send. Nothing was sent when it throws. */
	prepare: (key: string) => Promise<PreparedMovement>;
	/** Whether a record is this movement. What Paystand does not show of it cannot contradict. */
	isRequested: (record: IDataObject) => boolean;
	/** Whether a listed record whose metadata is not shown may be it. */
	mayBe: (row: IDataObject) => boolean;
	/** Records that a look-up finds earlier than the list shows them. */
	nearby?: () => Promise<IDataObject[]>;
	/** Whose a record with the same key is, and what to do about it. */
	whenOther: (record: IDataObject) => string;
	/** Says that it did not come about although Paystand made a record of it. */
	whenFailed: (record: IDataObject) => [message: string, nextStep: string];
}

/** What is sent. */
export interface PreparedMovement {
	/** Path segments below `/v3`. */
	path: string[];
	body: IDataObject;
	/** What a record of it shows, if it shows these at all. */
	shown: { amount: string; currency: string } & IDataObject;
}

/** Whether a record shows nothing else than wanted; what it lacks cannot contradict. */
export function agrees(record: IDataObject, wanted: IDataObject): boolean {
	return Object.entries(wanted).every(
		([name, value]) => (record[name] ?? value) === value || sameAmount(record[name], value),
	);
}
