import createNextIntlPlugin from 'next-intl/plugin'

const withIntl = createNextIntlPlugin('./components/i18n/request.ts')

/** @type {import('next').NextConfig} */
const config = {
  serverExternalPackages: [
    'pg',
    '@prisma/adapter-pg',
    '@node-rs/argon2',
    'pino',
    'rate-limiter-flexible',
    'graphile-worker',
    'nodemailer',
  ],
  // Types are checked by `npm test` with the TypeScript compiler itself. Next's own step needs the compiler's
  // programming interface, which TypeScript 7 does not offer.
  typescript: { ignoreBuildErrors: true },
  // A page is loaded when it is first asked for: all of them at the start are a second and 100 MB.
  experimental: { preloadEntriesOnStart: false },
  poweredByHeader: false,
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1'],
  // Browsers ask for it by this name where a page names none.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
}

export default withIntl(config)
