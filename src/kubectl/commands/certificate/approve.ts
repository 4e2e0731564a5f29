import type { KubectlCommand } from '../../command.ts';
import { decideRequests, decisionFlags } from './decide.ts';

/** Models kubectl/pkg/cmd/certificates NewCmdCertificateApprove. */
export const approveCommand: KubectlCommand = {
  name: 'approve',
  short: 'Approve a certificate signing request',
  long: `Approve a certificate signing request.

 kubectl certificate approve allows a cluster admin to approve a certificate signing request (CSR). This action tells a certificate signing controller to issue a certificate to the requester with the attributes requested in the CSR.

 SECURITY NOTICE: Depending on the requested attributes, the issued certificate can potentially grant a requester access to cluster resources or to authenticate as a requested identity. Before approving a CSR, ensure you understand what the signed certificate can do.`,
  examples: "  # Approve CSR 'csr-sqgzp'\n  kubectl certificate approve csr-sqgzp",
  usage: '(-f FILENAME | NAME)',
  flags: decisionFlags('approved'),
  run: (command, context, io) =>
    decideRequests(
      command,
      {
        type: 'Approved',
        opposite: 'Denied',
        reason: 'KubectlApprove',
        message: 'This CSR was approved by kubectl certificate approve.',
        operation: 'approved',
      },
      context,
      io,
    ),
};
