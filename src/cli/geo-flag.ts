/** Databases of networks that the user brings. */
export const geoFlag = {
  geo: {
    kind: 'parsed',
    parse: String,
    optional: true,
    variadic: true,
    placeholder: 'FILE',
    brief: 'MaxMind database (GeoLite2-ASN.mmdb, country, city): network and country of addresses',
  },
} as const;
