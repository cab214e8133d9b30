const minuteMs = 60_000

/** Calls the scheduled handler at once, for what fell due while nothing ran, and then once a minute, as Cloudflare's cron does. */
export function tickEveryMinute(origin: string) {
  void tick(origin)
  setInterval(() => void tick(origin), minuteMs)
}

async function tick(origin: string) {
  const door = new URL('/cdn-cgi/handler/scheduled', origin)
  door.search = new URLSearchParams({ cron: '* * * * *', time: String(Date.now()) }).toString()
  try {
    const answer = await fetch(door)
    if (!answer.ok) console.error(`The scheduled work failed: ${answer.status} ${await answer.text()}`)
  } catch (error) {
    // While wrangler reloads changed code nobody answers; the next minute comes.
    console.error(`The scheduled work could not be called: ${error}`)
  }
}
