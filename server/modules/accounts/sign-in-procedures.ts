import { z } from 'zod'
import { enteringProcedure, protectedProcedure, signedInProcedure } from '@/server/platform/trpc/base'
import { getSignInSettings, saveSignInSettings, testOidc } from './actions/configure-sign-in'
import * as step from './actions/second-step'
import * as contract from './contract'

const settings = protectedProcedure('settings.write')

/** The second step of one's own, and how people sign in at all. */
export const signInProcedures = {
  secondStep: enteringProcedure.query(({ ctx }) => step.getSecondStep(ctx.principal)),
  startSecondStep: enteringProcedure
    .input(contract.startSecondStepInput)
    .mutation(({ ctx, input }) => step.startSecondStep(ctx.principal, input.password)),
  confirmSecondStep: enteringProcedure
    .input(contract.confirmSecondStepInput)
    .mutation(({ ctx, input }) => step.confirmSecondStep(ctx.principal, input.code)),
  disableSecondStep: signedInProcedure
    .input(contract.disableSecondStepInput)
    .output(z.void())
    .mutation(({ ctx, input }) => step.disableSecondStep(ctx.principal, input)),
  renewRecoveryCodes: signedInProcedure
    .input(contract.disableSecondStepInput)
    .mutation(({ ctx, input }) => step.renewRecoveryCodes(ctx.principal, input)),
  getSignInSettings: settings.query(() => getSignInSettings()),
  saveSignInSettings: settings
    .input(contract.saveSignInInput)
    .output(z.void())
    .mutation(({ ctx, input }) => saveSignInSettings(ctx.principal, input)),
  testOidc: settings.input(contract.testOidcInput).mutation(({ input }) => testOidc(input)),
}
