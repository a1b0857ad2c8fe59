import type { Role } from '@guanlan/contracts'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Person } from '../api/client.js'
import { t } from '../messages/index.js'
import { recall, remember } from './storage.js'

const roles: readonly Role[] = ['duty', 'clerk', 'analyst']

function saved(): Person {
  const value = recall('person')
  if (typeof value !== 'object' || value === null) return { role: 'duty', name: '', department: '' }
  const { role, name, department } = value as Partial<Record<keyof Person, unknown>>
  return {
    role: roles.find((known) => known === role) ?? 'duty',
    name: typeof name === 'string' ? name : '',
    department: typeof department === 'string' ? department : '',
  }
}

/** Who sits here, kept in this browser. */
export const useSession = defineStore('session', () => {
  const chosen = ref<Person>(saved())
  watch(chosen, (person) => remember('person', person))
  /** As sent: without a name the role stands for it. */
  const person = computed<Person>(() => ({
    role: chosen.value.role,
    name: chosen.value.name.trim() || t.roles[chosen.value.role],
    department: chosen.value.role === 'clerk' ? chosen.value.department : '',
  }))
  const choose = (next: Person): void => {
    chosen.value = next
  }
  return { chosen, person, choose }
})
