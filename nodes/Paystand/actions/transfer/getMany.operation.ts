import { datedGetMany } from '../../fields/datedList';
import { simplified } from './simplified';

export const getMany = datedGetMany({
	plural: 'transfers',
	path: ['transfers'],
	allPath: ['transfers', 'all'],
	statuses: ['created', 'processing', 'sending', 'posted', 'paid', 'failed'],
	simplified,
});
