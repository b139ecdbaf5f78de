declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** Its options: https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
  const SwaggerUI: (options: Record<string, unknown>) => unknown;
  export default SwaggerUI;
}
