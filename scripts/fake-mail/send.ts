import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendErrors, sendJson } from './http.ts'
import { type LetterRequest, readLetter } from './letter-request.ts'
import type { FakeLetter } from './letters.ts'
import { misbehave, takesFirst } from './misbehave.ts'
import type { Provider } from './provider.ts'

const bodyMaxBytes = 30 * 1000 * 1000

/** POST /tx/v1/send */
export async function answerSend(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  isDryRun: boolean,
) {
  provider.letters.begin()
  response.once('close', () => provider.letters.end())
  const body = await readBody(request, bodyMaxBytes)
  if (body === null) return sendErrors(response, 413, 'The message exceeds 30 MB.')
  const letter = readLetter(body)
  if (Array.isArray(letter)) return sendErrors(response, 400, ...letter)
  const fault = provider.faults.next('send', subjectOf(letter))
  const taken = fault && takesFirst(fault) ? provider.letters.take(letter) : undefined
  if (fault) return misbehave(response, fault, taken && acceptance(taken))
  if (provider.domain.lockdown !== 'passed') return sendErrors(response, 403, lockedOut)
  if (isDryRun)
    return sendJson(response, 200, { data: [letter.content.map((part) => part.value).join('\n')] })
  sendJson(response, 202, acceptance(provider.letters.take(letter)))
}

const lockedOut = 'The domain is locked to another account.'

function acceptance({ requestId, messageId }: FakeLetter) {
  return { request_id: requestId, results: [{ index: 0, message_id: messageId, status: 'sent' }] }
}

function subjectOf(letter: LetterRequest): string {
  return `${letter.personalizations[0]?.to[0]?.email} ${letter.campaign_id}`
}
