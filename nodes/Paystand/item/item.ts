import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../client/errors';
import type { Labels } from '../../../client/errors';
import type { PaystandClient } from '../../../client/paystand';
import type { Execution } from './execution';
import { Field, shown } from './field';
import type { Filled, Form } from './filled';
import { only, simplified, whole } from './kind';
import type { Kind, KeyedKind, Pickable } from './kind';
import { choiceOf, isUnset } from './locator';
import type { Choice } from './locator';
import { plainValue } from './plainValue';

/** How many rows a list is to return, as Return All and Limit say. */
const LIMIT = { displayName: 'Limit', name: 'limit' };
/** The field of `outputChoice`. */
const SELECTED_FIELDS = { displayName: 'Fields', name: 'selectedFields' };

/** What an operation sees of one input item. */
export class Item {
	private filled?: Filled;

	constructor(
		readonly execution: Execution,
		/** The position of the item in the input, from 0. */
		readonly index: number,
	) {}

	get client(): PaystandClient {
		return this.execution.client;
	}

	/**
	 * The value of a field of the form, expressions resolved.
	 *
	 * @param fallback for fields that are not shown, such as those of another choice
	 */
	value(name: string, fallback?: unknown): unknown {
		const { context } = this.execution;
		const read = (rawExpressions: boolean) =>
			context.getNodeParameter(name, this.index, fallback as never, { rawExpressions });
		// The fields of an agent's tool are about the agent's item, which is not the tool's own.
		const isTool = () => context.getNode().type.endsWith('Tool');
		const json = () => (isTool() ? {} : context.getInputData()[this.index].json);
		return plainValue(read(true), json) ?? read(false);
	}

	/** The values of several fields: name → value. */
	values(names: string[]): IDataObject {
		return Object.fromEntries(names.map((name) => [name, this.value(name)])) as IDataObject;
	}

	/** Whether a switch is on. */
	isOn(name: string): boolean {
		return this.value(name) === true;
	}

	/** What was added of a collection such as Additional Fields: name → value. */
	collection(name: string): IDataObject {
		return this.value(name, {}) as IDataObject;
	}

	/**
	 * What was filled in of a write: in its Columns, or in the fields of version 1.
	 *
	 * @throws {PaystandError} when the Columns cannot be told
	 */
	filledIn({ columns, fields, collection }: Form): Filled {
		const mapping = this.execution.mapping(columns);
		if (mapping) return (this.filled ??= mapping.read(this.index));
		const given = {
			...this.collection(collection),
			...this.values(fields.map(({ name }) => name)),
		};
		return { given, labels: columns.labels, isMapped: false };
	}

	/** What messages call the fields where the item was mapped from columns. */
	get labels(): Labels | undefined {
		return this.filled?.labels;
	}

	/** A field of the form, to be read and checked. */
	field({ displayName, name }: { displayName: string; name: string }): Field {
		return new Field(displayName, this.value(name), this.execution.formats);
	}

	/** A field that may be out of sight; then it is empty. */
	optionalField({ displayName, name }: { displayName: string; name: string }): Field {
		return new Field(displayName, this.value(name, ''), this.execution.formats);
	}

	/**
	 * What the field that picks a record of a kind was set to.
	 *
	 * @throws {PaystandError} when it is empty or not an ID
	 */
	choice(kind: Pickable): Choice {
		return choiceOf(kind, this.value(kind.name));
	}

	/**
	 * The Paystand ID of the picked record. A key is looked up in the list, which is read once per
	 * execution (docs/paystand-api.md#finding-a-record-by-your-own-key: there is no look-up by key).
	 *
	 * @param choice what names it, where that is not the field that picks one
	 * @throws {PaystandError} when nothing is picked, or there is no record with that key
	 */
	async recordId(kind: Pickable, choice = this.choice(kind)): Promise<string> {
		if ('id' in choice) return choice.id;
		if (!kind.key) return choice.key;
		const record = await this.execution.index(kind as KeyedKind).find(choice.key);
		if (record) return String(record.id);
		const word = kind.label.toLowerCase();
		throw new PaystandError(
			`No ${word} with ${kind.key.label} ${shown(choice.key)} exists in Paystand`,
			`Check '${kind.key.label}': your ERP's internal ID is wanted, not a name or the number that is printed. Or create the ${word} first with Create or Update.`,
		);
	}

	/** As `recordId`, where the field may be left empty. */
	async optionalRecordId(kind: Pickable): Promise<string | undefined> {
		return isUnset(this.value(kind.name, '')) ? undefined : await this.recordId(kind);
	}

	/** Whether a short record is wanted: by Simplify, or by the Output of an AI agent's tool. */
	get isSimplified(): boolean {
		const output = this.value('output', '');
		return output === '' ? this.value('simplify', false) === true : output === 'simplified';
	}

	/**
	 * The fields that an agent is to read, `id` among them.
	 *
	 * @returns `undefined` when it is to read all that there are
	 * @throws {PaystandError} when none is named
	 */
	get selectedFields(): string[] | undefined {
		if (this.value('output', '') !== 'selected') return undefined;
		const names = this.field(SELECTED_FIELDS).text().split(',');
		return [...names.map((name) => name.trim()).filter(Boolean), 'id'];
	}

	/** A record as the person asked for it: simplified, or as Paystand sent it. */
	shape(record: IDataObject, kind: Kind): IDataObject {
		if (this.isSimplified) return simplified(kind, record);
		const all = whole(kind, record);
		return this.selectedFields === undefined ? all : { ...all, ...kind.added?.(record) };
	}

	/** As `shape`, for a record that was just written: with what became of it, and its number. */
	written(record: IDataObject, kind: Kind): IDataObject {
		return {
			...this.shape(record, kind),
			...only(record, ['outcome', 'erpRef', 'changedUnasked']),
		};
	}

	/**
	 * How many rows the person asked for.
	 *
	 * @throws {PaystandError} when Limit, from an expression, is not a whole number
	 */
	limit(): number {
		if (this.isOn('returnAll')) return Number.POSITIVE_INFINITY;
		const limit = this.field(LIMIT);
		if (/^\d+$/.test(String(limit.value))) return Number(limit.value);
		return limit.fail(
			'must be a whole number, zero or more',
			"Enter a number such as 50, or turn 'Return All' on.",
		);
	}
}
