/** Three tracks that a switch joins into one. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <rect width="24" height="24" rx="6" fill="var(--mantine-color-blue-6)" />
      <path
        d="M5 6.5h3.2c3.2 0 3.6 5.5 6.8 5.5h4M5 17.5h3.2c3.2 0 3.6-5.5 6.8-5.5"
        stroke="#fff"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
      <path d="M5 12h5" stroke="#fff" strokeOpacity=".55" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  )
}
