import { userCredential } from './user-credential.ts';

/** A public key for CodeCommit; whoever uploaded it holds the private one. */
export const uploadSshPublicKey = userCredential({
  name: 'UploadSSHPublicKey',
  kind: 'ssh-key',
  described: 'responseElements.sSHPublicKey',
  id: 'sSHPublicKeyId',
});

/** An X.509 certificate that signs SOAP calls. */
export const uploadSigningCertificate = userCredential({
  name: 'UploadSigningCertificate',
  kind: 'signing-certificate',
  described: 'responseElements.certificate',
  id: 'certificateId',
});
