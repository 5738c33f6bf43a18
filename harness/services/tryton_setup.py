"""Fills a Tryton database: the company's books, then customers and their posted invoices.

`tryton_setup.py DATABASE` reads one JSON object from standard input,
{"books": {"company", "currency", "years"}} or {"invoices": [row, ...]}, and prints one JSON value.
It needs Debian's own Python, where Tryton and proteus are installed.
"""
import datetime
import json
import sys
from decimal import Decimal

from proteus import Model, Wizard, config as proteus_config
from trytond.pool import Pool
from trytond.transaction import Transaction

# Code, name, type in the minimal chart, whether its lines are reconciled with each other.
ACCOUNTS = [
    ('1010', 'Bank', 'Cash', False),
    ('1020', 'Paystand Clearing', 'Cash', True),
    ('1030', 'Disputed Payments', 'Cash', True),
    ('1040', 'Balance Held at Paystand', 'Cash', True),
    ('1100', 'Main Receivable', None, True),
    ('2100', 'Main Payable', None, True),
    ('2200', 'Unapplied Cash', 'Liability', True),
    ('4000', 'Main Revenue', None, False),
    ('4010', 'Convenience Fees', 'Revenue', False),
    ('4020', 'Discounts and Incentives', 'Revenue', False),
    ('4030', 'Refunds', 'Revenue', False),
    ('6010', 'Merchant Fees', 'Expense', False),
    ('6020', 'Adjustments', 'Expense', False),
]


def make_books(config, company, currency, years):
    company = make_company(config, company, currency)
    make_chart(company)
    for year in years:
        make_fiscal_year(company, year)
    Journal = Model.get('account.journal')
    Sequence = Model.get('ir.sequence')
    sequence, = Sequence.find([('sequence_type.name', '=', 'Account Journal')])
    Journal(name='Paystand', code='PAYSTAND', type='cash',
        sequence=sequence).save()
    PaymentTerm = Model.get('account.invoice.payment_term')
    term = PaymentTerm(name='30 days')
    line = term.lines.new(type='remainder')
    line.relativedeltas.new(days=30)
    term.save()
    return {'company': company.id}


def make_company(config, name, code):
    Currency = Model.get('currency.currency')
    currency = Currency(
        name=code, symbol=code, code=code, rounding=Decimal('0.01'))
    currency.rates.new(date=datetime.date(2000, 1, 1), rate=Decimal(1))
    currency.save()
    Party = Model.get('party.party')
    party = Party(name=name)
    party.save()
    wizard = Wizard('company.company.config')
    wizard.execute('company')
    wizard.form.party = party
    wizard.form.currency = currency
    wizard.execute('add')
    # The administrator now works for the company.
    config._context = Model.get('res.user').get_preferences(True, {})
    Company = Model.get('company.company')
    company, = Company.find()
    return company


def make_chart(company):
    Template = Model.get('account.account.template')
    Account = Model.get('account.account')
    Type = Model.get('account.account.type')
    template, = Template.find([
        ('name', '=', 'Minimal Account Chart'), ('parent', '=', None)])
    wizard = Wizard('account.create_chart')
    wizard.execute('account')
    wizard.form.account_template = template
    wizard.form.company = company
    wizard.execute('create_account')
    wizard.form.account_receivable, = Account.find([
        ('name', '=', 'Main Receivable')])
    wizard.form.account_payable, = Account.find([('name', '=', 'Main Payable')])
    wizard.execute('create_properties')
    parent, = Account.find([('parent', '=', None)])
    for code, name, type_name, reconcile in ACCOUNTS:
        if type_name:
            type_, = Type.find([('name', '=', type_name)])
            account = Account(
                name=name, type=type_, parent=parent, company=company)
        else:
            account, = Account.find([('name', '=', name)])
        account.code = code
        account.reconcile = reconcile
        account.save()


def make_fiscal_year(company, year):
    FiscalYear = Model.get('account.fiscalyear')
    Sequence = Model.get('ir.sequence')
    StrictSequence = Model.get('ir.sequence.strict')
    SequenceType = Model.get('ir.sequence.type')
    move_type, = SequenceType.find([('name', '=', 'Account Move')])
    invoice_type, = SequenceType.find([('name', '=', 'Invoice')])
    moves = Sequence(
        name=str(year), sequence_type=move_type, company=company)
    moves.save()
    # Numbers are unique over the years, as an ERP's key has to be.
    invoices = StrictSequence(
        name=str(year), sequence_type=invoice_type, company=company,
        prefix='INV-%s-' % year, padding=4)
    invoices.save()
    fiscal_year = FiscalYear(
        name=str(year), company=company, post_move_sequence=moves,
        start_date=datetime.date(year, 1, 1),
        end_date=datetime.date(year, 12, 31))
    kinds, = fiscal_year.invoice_sequences
    kinds.out_invoice_sequence = invoices
    kinds.in_invoice_sequence = invoices
    kinds.out_credit_note_sequence = invoices
    kinds.in_credit_note_sequence = invoices
    fiscal_year.click('create_period')


def post_invoices(config, rows):
    """Posts all at once, in Tryton's own pool; proteus would take them one by one.

    Tryton numbers invoices by date, so none may be older than those of a call before.
    """
    pool = Pool(config.database_name)
    database = config.database_name
    context = dict(Model.get('res.user').get_preferences(True, {}))
    # A due date in the past is a question to a person, and ours may be any.
    context['_skip_warnings'] = True
    with Transaction().start(database, config.user, context=context):
        Account = pool.get('account.account')
        Company = pool.get('company.company')
        Invoice = pool.get('account.invoice')
        Line = pool.get('account.invoice.line')
        Term = pool.get('account.invoice.payment_term')
        revenue, = Account.search([('name', '=', 'Main Revenue')])
        term, = Term.search([('name', '=', '30 days')])
        company = Company(context['company'])
        parties = find_parties(pool, rows)
        invoices = []
        for row in rows:
            invoice = Invoice(
                type='out', company=company, currency=company.currency,
                party=parties[row['customer']],
                invoice_date=datetime.date.fromisoformat(row['date']),
                reference=row.get('reference'))
            invoice.on_change_type()
            invoice.on_change_party()
            invoice.account = invoice.on_change_with_account()
            invoice.payment_term = term
            invoice.lines = [Line(
                type='line', description=line['description'],
                account=revenue, quantity=1, currency=company.currency,
                company=company, invoice_type='out',
                unit_price=Decimal(line['amount']))
                for line in row['lines']]
            invoices.append(invoice)
        # Printing each one takes as long as all the rest, and nobody reads them.
        Invoice.print_invoice = lambda invoice: None
        Invoice.save(invoices)
        Invoice.post(invoices)
        return [{
            'id': invoice.id,
            'number': invoice.number,
            'customer': invoice.party.code,
            'total': str(invoice.total_amount),
        } for invoice in Invoice.browse(invoices)]


def find_parties(pool, rows):
    Party = pool.get('party.party')
    names = {row['customer']: row.get('name') or row['customer'] for row in rows}
    known = Party.search([('code', 'in', list(names))])
    missing = set(names) - {party.code for party in known}
    # The address is what an invoice is sent to.
    new = Party.create([
        {'code': code, 'name': names[code], 'addresses': [('create', [{}])]}
        for code in sorted(missing)])
    return {party.code: party for party in known + new}


def main(database):
    request = json.load(sys.stdin)
    config = proteus_config.set_trytond(database, user='admin')
    if 'books' in request:
        reply = make_books(config, **request['books'])
    else:
        reply = post_invoices(config, request['invoices'])
    json.dump(reply, sys.stdout)


main(*sys.argv[1:])
