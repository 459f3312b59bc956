// An engine that says hello and dies of its first lesson. It imports nothing of ours: it is started again and again.
import { createInterface } from 'node:readline'

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, protocol }: { id: number; command: string; protocol: number } = JSON.parse(line)
  if (command !== 'hello') {
    process.stderr.write('out of chalk\n')
    process.exit(3)
  }
  process.stdout.write(`${JSON.stringify({ id, name: 'dies', protocol })}\n`)
}
