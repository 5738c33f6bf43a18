import type { INodeParameterResourceLocator } from 'n8n-workflow';

import { Field } from './field';
import type { Pickable } from './kind';

/** The Paystand ID, or the ERP's key when the mode is By Key. */
export type Choice = { id: string } | { key: string };

/**
 * What a locator was set to.
 *
 * @param value the parameter: a locator, or a bare ID as an AI agent gives it
 * @throws {PaystandError} when it is empty or not an ID
 */
export function choiceOf({ label, key }: Pick<Pickable, 'key' | 'label'>, value: unknown): Choice {
	const { mode, value: given } = asLocator(value);
	return mode === 'key'
		? { key: new Field(key?.label ?? label, given).text() }
		: { id: new Field(label, given).id() };
}

/** The parameter as a locator; a bare value counts as an ID. */
export function asLocator(value: unknown): { mode: string; value: unknown } {
	return typeof value === 'object' && value !== null
		? (value as INodeParameterResourceLocator)
		: { mode: 'id', value };
}

/** Whether nothing was picked. */
export function isUnset(value: unknown): boolean {
	const { value: given } = asLocator(value);
	return given === undefined || given === null || String(given).trim() === '';
}
