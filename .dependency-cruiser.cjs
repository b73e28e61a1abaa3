/** Who may import whom. docs/architecture.md says why; scripts/lib/cruise.test.mjs proves that each rule bites. */
const modules = '^server/modules/([^/]+)/'
const code = { pathNot: ['\\.test\\.', '/testing/', '\\.fixture\\.', '\\.arbitrary\\.'] }
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { ...code, ...from },
  to,
})

const upper = 'knowledge|bot|customers|tickets|insights|oversight|integrations|im|operations|setup'

/** A module may not know those that stand above it. */
const above = {
  accounts: `workforce|schedules|channels|conversations|dispatch|${upper}`,
  workforce: `schedules|channels|conversations|dispatch|${upper}`,
  schedules: `channels|conversations|dispatch|${upper}`,
  channels: `workforce|schedules|conversations|dispatch|${upper}`,
  conversations: `dispatch|${upper}`,
  dispatch: upper,
  knowledge: 'bot|customers|tickets|insights|oversight|integrations|im|operations|setup',
  bot: 'customers|tickets|insights|oversight|im|operations|setup',
  customers: 'knowledge|bot|insights|oversight|integrations|im|operations|setup',
  tickets: 'bot|insights|oversight|integrations|im|operations|setup',
  oversight: 'operations|setup',
  insights: 'operations|setup',
  integrations: 'bot|im|operations|setup',
  im: 'operations|setup',
  operations: 'setup',
}

module.exports = {
  forbidden: [
    never(
      'no-circular',
      'Two files that need each other are one file, or lack a third.',
      {},
      { circular: true },
    ),
    never(
      'domain-is-pure',
      'Rules import only their own domain, contracts, zod and the calendar library.',
      { path: `${modules}domain/` },
      {
        pathNot: [
          '^server/modules/$1/domain/',
          '^server/modules/[^/]+/contract\\.ts$',
          '^server/platform/csv/',
          'node_modules/(zod|temporal-polyfill)/',
        ],
      },
    ),
    never(
      'only-through-the-door',
      'Another module is reached through index.ts or contract.ts.',
      { path: modules },
      {
        path: '^server/modules/',
        pathNot: ['^server/modules/$1/', '^server/modules/[^/]+/(index|contract)\\.ts$'],
      },
    ),
    ...Object.entries(above).map(([name, others]) =>
      never(
        `order-${name}`,
        'accounts ← workforce ← schedules; workforce, channels ← conversations ← dispatch ← oversight; insights reads all; setup stands on top.',
        { path: `^server/modules/${name}/` },
        { path: `^server/modules/(${others})/`, pathNot: '/contract\\.ts$' },
      ),
    ),
    never(
      'sql-only-in-stores',
      'Prisma and pg belong to store/ and platform/.',
      {
        path: '^(server|app|components|customer)/',
        pathNot: [
          ...code.pathNot,
          '^server/modules/[^/]+/store/',
          '^server/platform/',
          '^server/(startup|first-start)',
        ],
      },
      { path: ['node_modules/(pg|@prisma)/', 'server/platform/db/generated'] },
    ),
    never(
      'stores-decide-nothing',
      'A store is called by actions, never the other way round.',
      { path: `${modules}store/` },
      { path: '^server/modules/$1/(actions|router)' },
    ),
    never(
      'actions-know-no-router',
      'Actions can be called from anywhere.',
      { path: `${modules}actions/` },
      { path: '^server/modules/$1/router' },
    ),
    never(
      'server-knows-no-screens',
      'The server does not import screens; files it makes say numbers in the words of the screens.',
      { path: '^server/' },
      { path: '^(app|components)/', pathNot: '^components/i18n/messages/' },
    ),
    never(
      'platform-knows-no-modules',
      'The ground floor carries the modules.',
      { path: '^server/(platform|events)/' },
      { path: '^server/modules/' },
    ),
    never(
      'screens-know-contracts',
      'Browsers get contracts, permissions and types, never a module.',
      { path: '^components/' },
      {
        path: '^server/',
        pathNot: [
          '^server/modules/[^/]+/contract\\.ts$',
          '^server/http/v1/[a-z-]*contract\\.ts$',
          '^server/access/',
          '^server/http/trpc/',
          '^server/platform/trpc/errors\\.ts$',
        ],
      },
    ),
    never(
      'urls-know-no-modules',
      'A page or route imports components and server/http.',
      { path: '^app/' },
      { path: '^server/', pathNot: ['^server/http/', '^server/access/'] },
    ),
    never(
      'window-stands-alone',
      "The customer's window loads nothing of the console.",
      { path: '^customer/' },
      { path: '^(app|components|server)/', pathNot: '^server/http/v1/contract\\.ts$' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'generated'] },
    exclude: { path: ['^\\.next', '^\\.build'] },
    parser: 'swc',
    tsPreCompilationDeps: 'specify',
  },
}
