// Somebody whom the system does not know and who has no home, as in a container.
import { expect, it } from 'vitest'
import { homeOf } from '../../src/folders.ts'
import { dit } from './dit.ts'

it('keeps things below the root, and is helped as anybody', async () => {
  const unknown = () => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  }
  expect(homeOf({}, unknown)).toBe('/')
  expect(homeOf({ HOME: '' }, unknown)).toBe('/')
  expect(homeOf({ HOME: '/home/ada' }, unknown)).toBe('/home/ada')
  expect(await dit(['--help'], { env: {} })).toMatchObject({ code: 0, stderr: '' })
})
