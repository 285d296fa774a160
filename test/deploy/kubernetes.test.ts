import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Deployment } from 'kubernetes-types/apps/v1.js';
import type { Job } from 'kubernetes-types/batch/v1.js';
import type { ConfigMap, Container, PodSpec, Service } from 'kubernetes-types/core/v1.js';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { assertPresent } from '../../src/base/assert.ts';
import { findKubernetesFaults, type Manifest } from './kubernetes-faults.ts';

const path = fileURLToPath(new URL('../../deploy/kubernetes.yaml', import.meta.url));
const documents = parseAllDocuments(readFileSync(path, 'utf8'));
const manifests = documents.map((document) => document.toJS() as Manifest);

function find<Kind extends Manifest>(kind: string): Kind {
  return assertPresent(manifests.find((manifest) => manifest.kind === kind) as Kind | undefined, `there is a ${kind}`);
}

const deployment = find<Deployment & Manifest>('Deployment');
const job = find<Job & Manifest>('Job');
const pods: readonly (readonly [string, PodSpec])[] = [
  ['Deployment', assertPresent(deployment.spec?.template.spec, 'the Deployment has a pod')],
  ['Job', assertPresent(job.spec?.template.spec, 'the Job has a pod')],
];
const node = onlyContainer(pods[0]?.[1]);

function onlyContainer(pod: PodSpec | undefined): Container {
  return assertPresent(pod?.containers[0], 'a pod has a container');
}

describe('deploy/kubernetes.yaml', () => {
  it('is YAML without fault', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(manifests.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'ServiceAccount',
      'Job',
      'Deployment',
      'PodDisruptionBudget',
      'Service',
    ]);
  });

  it('has only fields that Kubernetes knows, of the type it wants', () => {
    expect(findKubernetesFaults(manifests)).toEqual([]);
  });

  it.each(pods)('runs the %s as nobody special, on a root that cannot be written, without a token', (_kind, pod) => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(onlyContainer(pod).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(onlyContainer(pod).volumeMounts?.map(({ name }) => name)).toEqual(pod.volumes?.map(({ name }) => name));
  });

  it.each(pods)('gives the %s settings and secrets by name, and holds no secret itself', (_kind, pod) => {
    expect(onlyContainer(pod).envFrom).toEqual([
      { configMapRef: { name: find<ConfigMap & Manifest>('ConfigMap').metadata?.name } },
      { secretRef: { name: 'muster' } },
    ]);
    expect(onlyContainer(pod).env).toBeUndefined();
  });

  it('restarts no node because the store is away, and sends it no requests then', () => {
    expect(node.livenessProbe?.httpGet?.path).toBe('/live');
    expect(node.startupProbe?.httpGet?.path).toBe('/live');
    expect(node.readinessProbe?.httpGet?.path).toBe('/health');
    // The server takes up to five seconds to find that the store does not answer.
    expect(node.readinessProbe?.timeoutSeconds).toBeGreaterThan(5);
  });

  it('asks and reaches the port on which the server listens, under one name', () => {
    expect(node.ports).toEqual([{ name: 'http', containerPort: 4599 }]);
    const [port] = find<Service & Manifest>('Service').spec?.ports ?? [];
    const probes = [node.livenessProbe, node.readinessProbe, node.startupProbe];
    expect([port?.targetPort, ...probes.map((probe) => probe?.httpGet?.port)]).toEqual(Array(4).fill('http'));
  });

  it('selects the pods of the Deployment, and not that of the Job', () => {
    const labels = deployment.spec?.template.metadata?.labels;
    const selectors = [
      deployment.spec?.selector.matchLabels,
      find<PodDisruptionBudget & Manifest>('PodDisruptionBudget').spec?.selector?.matchLabels,
      find<Service & Manifest>('Service').spec?.selector,
    ];
    for (const selector of selectors) expect(selector).toEqual(labels);
    expect(job.spec?.template.metadata?.labels).not.toMatchObject({ ...labels });
  });

  it('leaves more time to end than the server takes', () => {
    const [pod] = pods.map(([, spec]) => spec);
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(20);
    expect(find<PodDisruptionBudget & Manifest>('PodDisruptionBudget').spec?.maxUnavailable).toBe(1);
    expect(deployment.spec?.replicas).toBe(3);
  });
});

describe('the check of manifests itself', () => {
  it('finds what is misspelt, of another type, missing, or of a kind that there is not', () => {
    const base = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const faults = findKubernetesFaults([
      { ...base, spec: { port: [] } },
      { ...base, spec: { ports: [{ port: '80' }] } },
      { ...base, spec: { ports: [{ name: 'http' }] } },
      { ...base, kind: 'Servant' },
    ] as Manifest[]);
    expect(faults).toEqual([
      expect.stringContaining("does not exist in type 'ServiceSpec'"),
      expect.stringContaining("Type 'string' is not assignable to type 'number'"),
      expect.stringContaining("Property 'port' is missing"),
      expect.stringContaining("'Servant'"),
    ]);
  });
});
