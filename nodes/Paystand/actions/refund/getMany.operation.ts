import { dateFilteredGetMany } from '../../lists/getMany';
import { recordFilter } from '../../lists/filters';
import { payment, paymentIdOf } from '../payment/kind';
import { refund } from './kind';

export const getMany = dateFilteredGetMany(
	refund,
	{ from: 'getRefund', pick: refund.shortFields },
	[recordFilter(payment, paymentIdOf)],
);
