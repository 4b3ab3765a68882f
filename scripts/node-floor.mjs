// Imported first by every script, and written for old Nodes: a version that is too old gets one sentence, not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `keytrail: Node ${process.versions.node} is too old, 20.19 or newer is needed. Get it from https://nodejs.org/ and run this again.\n`,
  );
  process.exit(3);
}
