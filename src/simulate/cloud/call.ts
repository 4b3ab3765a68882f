import type { EventResource } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';

/** A call of an AWS API, apart from who makes it, when and where. */
export interface Call {
  /** First label of the event source: `iam` of `iam.amazonaws.com`. */
  readonly service: string;
  /** eventName, with the version suffix that some services write. */
  readonly name: string;
  readonly readOnly: boolean;
  readonly request: JsonObject | null;
  readonly response: JsonObject | null;
  readonly resources?: readonly EventResource[] | undefined;
  readonly additional?: JsonObject;
  readonly eventType?: string;
  readonly serviceEventDetails?: JsonObject;
  /** Of data within a resource: logged only where the trail is told to. */
  readonly isData?: boolean;
}

/** A call that only reads: CloudTrail logs no answer to it. */
export const read = (service: string, name: string, request: JsonObject | null = null): Call => ({
  service,
  name,
  readOnly: true,
  request,
  response: null,
});

/** A call that changes something. */
export const write = (service: string, name: string, request: JsonObject | null, response: JsonObject | null = null): Call => ({
  service,
  name,
  readOnly: false,
  request,
  response,
});

/** A call that reads data within a resource: an object, a message. */
export const readData = (service: string, name: string, request: JsonObject): Call => ({ ...read(service, name, request), isData: true });
