/** @type {import('next').NextConfig} */
export default {
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@node-rs/argon2'],
  // `npm test` checks types with the compiler itself; a start need not pay for them a second time.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
}
