import type { KubectlCommand } from '../../command.ts';
import { decideRequests, decisionFlags } from './decide.ts';

/** Models kubectl/pkg/cmd/certificates NewCmdCertificateDeny. */
export const denyCommand: KubectlCommand = {
  name: 'deny',
  short: 'Deny a certificate signing request',
  long: `Deny a certificate signing request.

 kubectl certificate deny allows a cluster admin to deny a certificate signing request (CSR). This action tells a certificate signing controller to not to issue a certificate to the requester.`,
  examples: "  # Deny CSR 'csr-sqgzp'\n  kubectl certificate deny csr-sqgzp",
  usage: '(-f FILENAME | NAME)',
  flags: decisionFlags('denied'),
  run: (command, context, io) =>
    decideRequests(
      command,
      {
        type: 'Denied',
        opposite: 'Approved',
        reason: 'KubectlDeny',
        message: 'This CSR was denied by kubectl certificate deny.',
        operation: 'denied',
      },
      context,
      io,
    ),
};
