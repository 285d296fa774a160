/**
 * Node's HTTP module, whole. An `import` of `node:http` reads each of its exports, among them the lazy ones of WebSocket, which load all
 * of undici: 38 ms of processor time at the start and the memory for it, against 2 ms.
 */
export const http = process.getBuiltinModule('node:http');
