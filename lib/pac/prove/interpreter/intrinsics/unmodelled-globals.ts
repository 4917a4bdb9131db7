/**
 * Global names that some engine or shell has and the interpreter has not: a script that asks for one would be told by
 * each client something else.
 */

/** Of the language itself, newer than what is modelled or not worth modelling. */
const LANGUAGE =
  'eval Promise Proxy AggregateError SuppressedError Iterator AsyncIterator BigInt BigInt64Array BigUint64Array ' +
  'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array ' +
  'Float64Array ArrayBuffer SharedArrayBuffer DataView Atomics WeakMap WeakSet WeakRef FinalizationRegistry Intl ' +
  'AsyncFunction GeneratorFunction AsyncGeneratorFunction DisposableStack AsyncDisposableStack Temporal ' +
  'ShadowRealm WebAssembly Compartment lockdown harden AsyncContext Observable Float64x2 SIMD';

/** Of engines: SpiderMonkey, JavaScriptCore, Chakra and JScript, QuickJS, Duktape, Rhino and Nashorn, goja and otto. */
const ENGINES =
  'InternalError StopIteration uneval toSource netscape Components ParallelArray TypedObject PrivilegeManager ' +
  'isXMLName XML XMLList Namespace QName AttributeName AnyName ChromeUtils Cu Cc Ci Cr dump Debugger ' +
  'ActiveXObject Enumerator VBArray ScriptEngine ScriptEngineMajorVersion ScriptEngineMinorVersion ' +
  'ScriptEngineBuildVersion CollectGarbage GetObject CreateObject WScript WSH Debug Windows MSApp ' +
  'BigFloat BigFloatEnv BigDecimal Operators std os bjson scriptArgs gc evalScript loadScript DOMException ' +
  '__date_clock __loadScript Duktape CBOR Performance java javax com net org edu Packages importPackage ' +
  'importClass JavaImporter JavaAdapter JSAdapter Java getClass Script Continuation With Call Call_ ' +
  '__FILE__ __DIR__ __LINE__ $ENV $ARG $OPTIONS $EXEC $EXIT underscore _ ' +
  'jscOptions $vm $262 $ $$ describe describeArray';

/** Of the shells in which engines are tried out: d8, js, jsc, ch, qjs. */
const SHELLS =
  'd8 print printErr putstr write read readbuffer readline readFile writeFile load quit exit version Realm Worker ' +
  'testRunner arguments options help evaluate run dateNow build clone sleep system setTimeout clearTimeout ' +
  'setInterval clearInterval setImmediate clearImmediate setUnhandledPromiseRejectionHandler console performance ' +
  'WScript scriptPath environment newGlobal disassemble dis trap untrap line2pc pc2line intern assertEq snarf ' +
  'readRelativeToScript readlineBuf printBuffer isHeapAvailable createGlobalObject runString preciseTime ' +
  'drainMicrotasks setUnhandledRejectionCallback noInline numberOfDFGCompiles debug jsDebuggerEnabled ' +
  'async_hooks serializer profiler';

/** Of Node, Deno, Bun and workers of the web. */
const HOSTS =
  'process require module exports global Buffer __filename __dirname Deno Bun globalEvent root GLOBAL ' +
  'URL URLSearchParams URLPattern AbortController AbortSignal Event EventTarget CustomEvent MessageEvent ' +
  'ErrorEvent CloseEvent PromiseRejectionEvent TextEncoder TextDecoder TextEncoderStream TextDecoderStream ' +
  'TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController ' +
  'WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ' +
  'ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ' +
  'ByteLengthQueuingStrategy CountQueuingStrategy CompressionStream DecompressionStream queueMicrotask ' +
  'structuredClone atob btoa BroadcastChannel MessageChannel MessagePort Blob File FileReader FileList ' +
  'PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList ' +
  'PerformanceResourceTiming PerformanceNodeTiming fetch FormData Headers Request Response crypto Crypto ' +
  'CryptoKey SubtleCrypto Navigator navigator WebSocket WebSocketStream EventSource Storage localStorage ' +
  'sessionStorage CloseEvent reportError cacheStorage caches Cache CacheStorage importScripts WorkerGlobalScope ' +
  'DedicatedWorkerGlobalScope SharedWorker ServiceWorker WorkerLocation WorkerNavigator indexedDB IDBFactory ' +
  'IDBKeyRange postMessage onmessage addEventListener removeEventListener dispatchEvent self';

/** Of the windows of browsers. */
const WINDOWS =
  'window document location history screen frames XMLHttpRequest XDomainRequest Image Audio Option Node Element ' +
  'HTMLElement Document Window DOMParser XMLSerializer XPathResult NodeList MutationObserver Range Selection ' +
  'Location History Screen getComputedStyle requestAnimationFrame cancelAnimationFrame matchMedia confirm prompt ' +
  'opener external chrome safari opera browser clientInformation ClientInformation StyleMedia attachEvent ' +
  'detachEvent execScript showModalDialog openDatabase applicationCache webkitURL webkitNotifications mozRTCPeerConnection ' +
  'RTCPeerConnection webkitRTCPeerConnection Notification trustedTypes scheduler requestIdleCallback ' +
  'cancelIdleCallback crossOriginIsolated isSecureContext visualViewport cookieStore speechSynthesis ' +
  'MediaSource AudioContext webkitAudioContext OffscreenCanvas ImageData ImageBitmap createImageBitmap CSS';

/** What clients give PAC files of their own accord beyond the library, or may. */
const CLIENTS = 'ProxyConfig proxyConfig bindings pacUtils __wscLoaded_ sandbox dnsCache';

export const GLOBAL_NAMES: ReadonlySet<string> = new Set(
  [LANGUAGE, ENGINES, SHELLS, HOSTS, WINDOWS, CLIENTS].flatMap((names) => names.split(' ')),
);
