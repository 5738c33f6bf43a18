import { dateFilteredGetMany } from '../../lists/getMany';
import { transfer } from './kind';

export const getMany = dateFilteredGetMany(transfer, {
	from: 'getTransfer',
	pick: transfer.shortFields,
});
