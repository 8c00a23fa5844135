"""Whether a place lies in the territory that a company has declared."""

from odoo.tools import SQL

# The beginnings of postcodes that are a company's own, as patterns behind their country: of
# its taxes, unless the company names another one: BE-77. None where it has declared nothing.
# OFFSET keeps PostgreSQL from working them out again for each row of the statement.
TERRITORIES = SQL(
    """
    (SELECT company.id AS company_id, COALESCE(country.code, '') AS country,
            CASE WHEN company.impact_territory ~ '[[:alnum:]]' THEN ARRAY(
                SELECT CASE WHEN trim(prefix) LIKE '__-%%' THEN upper(trim(prefix))
                            ELSE COALESCE(country.code, '') || '-' || trim(prefix)
                       END || '%%'
                  FROM unnest(string_to_array(company.impact_territory, ',')) AS prefix
                 WHERE trim(prefix) <> ''
            ) END AS beginnings
       FROM res_company company
       LEFT JOIN res_country country ON country.id = company.account_fiscal_country_id
     OFFSET 0)
    """
)


def is_local(postcode: SQL, country: SQL) -> SQL:
    """Whether a postcode begins as one of the company's own does; unknown where nothing tells.

    The statement joins ``TERRITORIES`` of the company as ``territory``.

    :param country: code of the country; where it is empty, the company's own is meant.
    """
    return SQL(
        """
        CASE WHEN %(postcode)s <> ''
             THEN COALESCE(%(country)s, territory.country) || '-' || %(postcode)s
                  LIKE ANY (territory.beginnings) END
        """,
        postcode=postcode,
        country=country,
    )
