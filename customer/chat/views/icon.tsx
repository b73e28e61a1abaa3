const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  send: 'M12 19V5M5 12l7-7 7 7',
  back: 'M15 6l-6 6 6 6',
  arrow: 'M9 6l6 6-6 6',
  clip: 'M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6-6',
  smile: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 10h.01M15 10h.01M9 15a3.5 3.5 0 0 0 6 0',
  mic: 'M9 5a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 10a7 7 0 0 0 14 0M12 17v4M9 21h6',
  file: 'M14 3v5h5M6 3h8l5 5v13H6z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM9 13a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  play: 'M8 5v14l11-7z',
  order: 'M5 7h14l-1 14H6zM9 10V6a3 3 0 0 1 6 0v4',
  quote: 'M9 14l-4-4 4-4M5 10h8a6 6 0 0 1 6 6v2',
  undo: 'M4 12a8 8 0 1 0 3-6L4 9M4 4v5h5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
}

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
