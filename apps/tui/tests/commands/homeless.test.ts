// Somebody whom the system does not know and who has no home, as in a container.
import { expect, it, vi } from 'vitest'
import { userFolder } from '../../src/folders.ts'
import { dit } from './dit.ts'

vi.mock('node:os', async original => ({
  ...(await original<typeof import('node:os')>()),
  userInfo: () => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  },
}))

it('keeps things below the root, and is helped as anybody', async () => {
  expect(userFolder({}, 'XDG_DATA_HOME', 'share')).toBe('/share/dit-by-hand')
  expect(await dit(['--help'], { env: {} })).toMatchObject({ code: 0, stderr: '' })
})
