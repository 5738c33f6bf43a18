import type { INodeProperties } from 'n8n-workflow';

/** How far back records are searched for a key, unless the person says otherwise. */
export const LOOK_BACK_DAYS = 7;

/** How many days back records are searched for a key. */
export function lookBackDays(keyLabel: string, plural: string): INodeProperties {
	return {
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: LOOK_BACK_DAYS,
		description: `How many days back ${plural} are searched for the '${keyLabel}'`,
	};
}

/** A name of their own for one movement of money, and the words for it. */
interface KeyField extends Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'> {
	/** What moves, e.g. `charge`. */
	noun: string;
	/** What is done once under a key, e.g. `charged`. */
	done: string;
	/** The records that are searched for it, e.g. `Payments`. */
	plural: string;
}

/** The field in which a person names one movement of money. */
export function movementKey({ noun, done, plural, ...field }: KeyField): INodeProperties {
	return {
		...field,
		type: 'string',
		default: '',
		description: `Your own name for this one ${noun}: one key is ${done} once. ${plural} are searched for it first, also when you run this again. Do not use one key in two n8n servers or workers at the same time: each sees the other's ${noun} only once Paystand lists it.`,
	};
}
