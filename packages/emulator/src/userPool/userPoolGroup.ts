/** A group of people in a user pool. */
export interface UserPoolGroup {
  readonly name: string;
  /** The role its members may take in an identity pool that maps roles by token. Default none. */
  readonly roleArn?: string;
  /** Of somebody's groups, the one with the lowest number gives the preferred role. Default: after all others. */
  readonly precedence?: number;
}
