import type { Labels } from '../../../../client/errors';
import { changeableFieldsOf } from '../../fields/collections';
import { extraFields } from '../../fields/extraFields';
import { idField } from '../../fields/idField';

/** Stored name → what the screen calls it. */
export const labels: Labels = { cardId: 'Card ID' };

/** The field that names a saved card. */
export const cardId = idField({
	displayName: labels.cardId,
	name: 'cardId',
	description: "The card's 'id', as its payer's payments show it in 'sourceId'",
});

/** Path segments of a card. */
export const cardPath = (id: string): string[] => ['cards', id];

/**
 * Which fields can be changed is not known (docs/paystand-api.md#reading-and-changing-saved-funds).
 */
export const updateFields = changeableFieldsOf([extraFields()]);
