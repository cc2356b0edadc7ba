/*
 * What is known of providers that many use. A preset fills in what the settings leave out; whatever the settings say counts.
 */

export interface Preset {
  readonly scopes: readonly string[];
  readonly claims: Readonly<{
    subject?: string;
    roles?: { readonly list: string; readonly fields: string[] };
  }>;
  readonly userInfo: boolean;
}

export const PRESETS: Readonly<Record<'nhs-cis2', Preset>> = {
  /**
   * NHS Care Identity Service 2, for staff. Its scopes are as NHS England publishes them (digital.nhs.uk, scopes and claims);
   * the claims are as they are read in public code of NHS teams (nhsuk/manage-vaccinations-in-schools). Neither was tried
   * against CIS2 itself: that needs a test account. The issuer, and whether `auth_time` comes with the ID token, are to be
   * seen in the settings that NHS England gives to a client.
   *
   * What the membership scopes bring (professionalmemberships, organisationalmemberships) was not seen, so they are not asked
   * for: nothing in them proves that somebody is registered today.
   */
  'nhs-cis2': {
    scopes: ['profile', 'email', 'nhsperson', 'associatedorgs', 'nationalrbacaccess'],
    claims: {
      // A role is a code, held in one organisation: "X26 S8000:G8000:R8000". A code alone would count from anywhere.
      roles: { list: 'nhsid_nrbac_roles', fields: ['org_code', 'role_code'] },
    },
    userInfo: true,
  },
};
